package acceptbench.run.folder;

import acceptbench.results.run.LineFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Cuts off what a fork that was killed, or ran out of disk, has written of its last line, so that
/// the lines of the next one do not go on in the middle of it.
final class TornLine {
  private TornLine() {}

  /// Does nothing where the file ends with a whole line, or is not there.
  static void cut(Path file) throws IOException {
    if (!Files.exists(file)) return;
    long whole = LineFile.endOfLastLine(file);
    if (whole == Files.size(file)) return;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(whole);
    }
  }
}
