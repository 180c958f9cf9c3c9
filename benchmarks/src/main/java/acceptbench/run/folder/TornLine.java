package acceptbench.run.folder;

import acceptbench.results.file.LineFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Removes an unfinished last line, as a fork leaves it that was killed or ran out of disk, before
/// the next fork appends its first line.
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
