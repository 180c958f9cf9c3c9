package acceptbench.run.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Cuts off what a fork that was killed, or ran out of disk, has written of its last line, so that
/// the lines of the next one do not go on in the middle of it.
final class TornLine {
  private static final int PIECE = 1 << 16;

  private TornLine() {}

  /// Does nothing where the file ends with a whole line, or is not there.
  static void cut(Path file) throws IOException {
    if (!Files.exists(file)) return;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long whole = endOfLastLine(channel);
      if (whole < channel.size()) channel.truncate(whole);
    }
  }

  private static long endOfLastLine(FileChannel channel) throws IOException {
    for (long end = channel.size(); end > 0; ) {
      long start = Math.max(0, end - PIECE);
      ByteBuffer piece = ByteBuffer.allocate((int) (end - start));
      while (piece.hasRemaining() && channel.read(piece, start + piece.position()) >= 0) {
        // until the piece is full
      }
      for (int i = piece.position() - 1; i >= 0; i--)
        if (piece.get(i) == '\n') return start + i + 1;
      end = start;
    }
    return 0;
  }
}
