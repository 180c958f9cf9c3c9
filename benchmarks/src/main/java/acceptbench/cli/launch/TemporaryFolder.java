package acceptbench.cli.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A run's folder for temporary files, private to the user and gone with the run: JMH's files and
/// its lock, Netty's libraries, sockets.
public final class TemporaryFolder {
  private static final String PREFIX = "acceptbench-";

  private TemporaryFolder() {}

  static Path create() throws IOException {
    return Files.createTempDirectory(PREFIX); // rwx------, as the method has it
  }

  /// Deletes what [#create] made, as far as it can be deleted, and never anything else.
  public static void delete(Path folder) {
    if (!folder.getFileName().toString().startsWith(PREFIX)) return;
    try (Stream<Path> paths = Files.walk(folder)) {
      paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException | UncheckedIOException vanished) {
      return; // a process that was still ending has removed it under our hands
    }
  }
}
