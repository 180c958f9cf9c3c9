package acceptbench.results.run;

import acceptbench.results.file.JsonPlace;
import acceptbench.results.file.ReadableFile;
import acceptbench.results.file.ResultsException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads `laws.json`, which is what `laws --json` prints.
final class LawsJson {
  private static final long LARGEST_BYTES = 10_000_000;

  private LawsJson() {}

  /// The laws in the file's order; none when it is not there.
  static List<CheckedLaw> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    ReadableFile.check(file);
    if (Files.size(file) > LARGEST_BYTES) {
      throw new ResultsException(file, "larger than 10 MB; expected the laws that were checked");
    }
    try {
      JsonNode root = new JsonMapper().readTree(file.toFile());
      JsonPlace place = JsonPlace.of(file, "", root);
      if (!root.isObject()) {
        throw place.expected("an object, as laws --json prints it");
      }
      List<CheckedLaw> laws = new ArrayList<>();
      String address = place.field("address").text();
      for (JsonPlace law : place.field("laws").elements()) {
        laws.add(law(law, address));
      }
      return laws;
    } catch (JsonProcessingException e) {
      throw ReadableFile.notJson(file, e);
    }
  }

  /// @param address where the experiments' servers listened; empty or 127.0.0.1 where nobody asked
  ///     for another
  private static CheckedLaw law(JsonPlace at, String address) throws ResultsException {
    List<CheckedLaw.Reading> readings = new ArrayList<>();
    for (JsonPlace reading : at.field("readings").elements()) {
      readings.add(
          new CheckedLaw.Reading(
              reading.field("what").text(),
              reading.field("predicted").text(),
              reading.field("measured").text(),
              reading.field("holds").text().equals("true")));
    }
    return new CheckedLaw(
        at.field("law").text(),
        at.field("statement").text() + asked(address),
        at.field("verdict").text(),
        at.field("note").text(),
        readings);
  }

  private static String asked(String address) {
    return address.isEmpty() || address.equals("127.0.0.1") ? "" : " (servers at " + address + ")";
  }
}
