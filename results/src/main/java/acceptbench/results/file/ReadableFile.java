package acceptbench.results.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Checks a JSON file before its content is looked at.
public final class ReadableFile {
  private static final Pattern START_MARKER =
      Pattern.compile("\\(start marker at \\[Source: .*?; line: (\\d+), column: (\\d+)]\\)");

  private ReadableFile() {}

  /// A file's text.
  ///
  /// @throws ResultsException if there is none that this user can read
  public static String text(Path file) throws IOException {
    check(file);
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new ResultsException(file, "not a text in UTF-8");
    }
  }

  public static void check(Path file) throws ResultsException {
    if (!Files.exists(file)) {
      throw new ResultsException(file, "no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw new ResultsException(file, "not a file");
    }
    if (!Files.isReadable(file)) {
      throw new ResultsException(file, "not readable by this user");
    }
  }

  /// Jackson's complaint in one line: place and reason, without its source reference.
  public static ResultsException notJson(Path file, JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    String place =
        at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    return new ResultsException(file, place + "not JSON: " + reason(e));
  }

  /// Jackson's complaint without its place, and without what it calls the source.
  public static String reason(JsonProcessingException e) {
    return START_MARKER
        .matcher(e.getOriginalMessage())
        .replaceAll("that begins at line $1, column $2");
  }

  public static String kindOf(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      default -> "'" + token.asString() + "'";
    };
  }
}
