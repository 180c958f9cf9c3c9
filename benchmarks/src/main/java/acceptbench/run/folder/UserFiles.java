package acceptbench.run.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.openjdk.jmh.results.format.ResultFormatType.LATEX;

import acceptbench.launch.FileTrouble;
import acceptbench.launch.UserError;
import acceptbench.run.plan.PlannedCell;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.options.Options;

/// The files that JMH's options ask for, beside the run's folder.
public final class UserFiles {
  private UserFiles() {}

  /// The file's name, as JMH makes it.
  public static String results(Options options) {
    var format = options.getResultFormat().orElse(Defaults.RESULT_FORMAT);
    return options
        .getResult()
        .orElse(Defaults.RESULT_FILE_PREFIX + "." + format.toString().toLowerCase(Locale.ROOT));
  }

  /// Whether JMH's options ask for a file of results.
  public static boolean resultsWanted(Options options) {
    return options.getResult().hasValue() || options.getResultFormat().hasValue();
  }

  /// Checks the files of `-o`, `-rf` and `-rff` before anything is started.
  ///
  /// @throws UserError if one is asked for and can't be written
  public static void check(Options options, List<PlannedCell> cells) throws UserError {
    if (options.getOutput().hasValue()) checkWritable("-o", options.getOutput().get());
    if (!resultsWanted(options)) return;
    checkWritable("-rff", results(options));
    boolean latex = options.getResultFormat().orElse(Defaults.RESULT_FORMAT) == LATEX;
    if (latex && cells.stream().map(cell -> cell.parameters().keySet()).distinct().count() > 1) {
      throw UserError.usage(
          "-rf latex: JMH writes it only for benchmarks that have the same parameters; csv and text"
              + " take all");
    }
  }

  /// Writes the file of `-rf` and `-rff`: whole, or the old one stays. A pipe, a device, or what a
  /// link such as `/dev/stdout` leads to, is not replaced but written to; so is a file in a folder
  /// where this user may not make another.
  public static void writeResults(Options options, String text) throws IOException {
    writeResults(options, out -> out.write(text.getBytes(UTF_8)));
  }

  /// The same with a file's content.
  public static void copyResults(Options options, Path from) throws IOException {
    writeResults(options, out -> Files.copy(from, out));
  }

  private static void writeResults(Options options, WholeFile.Content content) throws IOException {
    Path file = Path.of(results(options));
    if (isReplaceable(file)) {
      new WholeFile(file, false).write(content);
      return;
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      content.writeTo(out);
    }
  }

  private static boolean isReplaceable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder != null
        && Files.isWritable(folder)
        && (Files.notExists(file, NOFOLLOW_LINKS) || Files.isRegularFile(file, NOFOLLOW_LINKS));
  }

  private static void checkWritable(String option, String file) throws UserError {
    try {
      Path path = Path.of(file);
      // Opening a pipe would wait for its reader.
      if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) return;
      boolean wasThere = Files.exists(path);
      Files.newOutputStream(
              path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)
          .close();
      // The command line may still turn out to be wrong.
      if (!wasThere) Files.delete(path.toRealPath());
    } catch (IOException e) {
      throw UserError.usage(
          option + " " + file + ": can't be written to: " + FileTrouble.reason(e));
    } catch (InvalidPathException e) {
      throw UserError.usage(option + " " + file + ": " + e.getReason());
    }
  }
}
