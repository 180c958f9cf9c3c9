package acceptbench.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A run's folder for temporary files, private to the user and gone with the run: JMH's files and
/// its lock, Netty's libraries, sockets.
public final class TemporaryFolder {
  /// Where a JVM keeps temporary files.
  private static final String SETTING = "java.io.tmpdir";

  private static final String PREFIX = "acceptbench-";
  private static final String TOLD = "interruption-told";
  private static final int ROUNDS = 5;

  private TemporaryFolder() {}

  /// Makes one.
  ///
  /// @throws UserError naming the folder it should be in, and the setting that names another
  static Path create() throws UserError {
    try {
      return Files.createTempDirectory(PREFIX); // rwx------, as the method has it
    } catch (IOException e) {
      throw UserError.unavailable(
          "temporary files can't be written to "
              + System.getProperty(SETTING)
              + ": "
              + FileTrouble.reason(e)
              + "; java -D"
              + SETTING
              + "=DIR -jar ... names another folder");
    }
  }

  /// The one of this process, which [#create] made for it.
  public static Path own() {
    return Path.of(System.getProperty(SETTING));
  }

  /// Notes for the launcher that the user has been told of the interruption.
  public static void interruptionWasTold() {
    try {
      Files.createFile(own().resolve(TOLD));
    } catch (IOException gone) {
      // The launcher, which made the folder, has ended, and has nothing to tell.
    }
  }

  static boolean knowsThatInterruptionWasTold(Path folder) {
    return Files.exists(folder.resolve(TOLD));
  }

  /// Deletes what [#create] made, as far as it can be deleted, and never anything else.
  public static void delete(Path folder) {
    if (!folder.getFileName().toString().startsWith(PREFIX)) return;
    Path gone = folder.resolveSibling(folder.getFileName() + ".gone");
    // A process that is still ending, or about to start another fork, then can't make more files in
    // it.
    boolean renamed = folder.toFile().renameTo(gone.toFile());
    deleteTree(renamed ? gone : folder);
  }

  private static void deleteTree(Path folder) {
    for (int round = 0; round < ROUNDS && Files.exists(folder); round++) {
      try (Stream<Path> paths = Files.walk(folder)) {
        paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      } catch (IOException | UncheckedIOException vanished) {
        // A process that was still ending has removed a file meanwhile.
      }
    }
  }
}
