package acceptbench.results.run;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file of lines up to its last line's end: a run that was killed may have left the beginning of
/// another one, which is no result.
final class WholeLines extends FilterInputStream {
  private static final int PIECE = 1 << 16;

  private long left;

  private WholeLines(InputStream file, long length) {
    super(file);
    left = length;
  }

  static InputStream of(Path file) throws IOException {
    return new WholeLines(Files.newInputStream(file), endOfLastLine(file));
  }

  private static long endOfLastLine(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      byte[] piece = new byte[PIECE];
      for (long end = file.length(); end > 0; end -= PIECE) {
        long start = Math.max(0, end - PIECE);
        file.seek(start);
        int length = (int) (end - start);
        file.readFully(piece, 0, length);
        for (int i = length - 1; i >= 0; i--) if (piece[i] == '\n') return start + i + 1;
      }
      return 0;
    }
  }

  @Override
  public int read() throws IOException {
    if (left == 0) return -1;
    left--;
    return super.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0) return -1;
    int count = super.read(bytes, offset, (int) Math.min(length, left));
    if (count > 0) left -= count;
    return count;
  }
}
