package acceptbench.results.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// A file to which a run appends lines. Only finished lines are read, one at a time: a killed run
/// may leave an unfinished one. A line that is longer than any that a run writes is refused before
/// it fills the memory.
public final class LineFile {
  private static final int PIECE = 1 << 16;

  private final Path file;
  private final int longest;
  private final StringBuilder line = new StringBuilder();
  private int number = 1;

  /// @param longest the most characters of a line
  public LineFile(Path file, int longest) {
    this.file = file;
    this.longest = longest;
  }

  /// What is done with each line.
  public interface LineVisitor {
    /// Takes in one line.
    ///
    /// @param number of the line, from 1
    /// @throws ResultsException if it is not what it should be
    void visit(int number, String line) throws IOException;
  }

  /// Shows each line, without its end.
  ///
  /// @throws ResultsException if a line is too long, or not UTF-8
  public void forEach(LineVisitor visitor) throws IOException {
    ReadableFile.check(file);
    try (InputStream lines = WholeLines.of(file)) {
      read(lines, visitor);
    }
  }

  /// The same of a file that is compressed by gzip and was written to its end.
  ///
  /// @throws ResultsException if it was not, or a line is too long, or not UTF-8
  public void forEachUncompressed(LineVisitor visitor) throws IOException {
    ReadableFile.check(file);
    try (InputStream compressed = Files.newInputStream(file);
        InputStream lines = new GZIPInputStream(compressed, PIECE)) {
      read(lines, visitor);
    } catch (ZipException | EOFException e) {
      throw new ResultsException(file, "not a whole gzip file: " + e.getMessage());
    }
  }

  private void read(InputStream lines, LineVisitor visitor) throws IOException {
    // Strict: what is not UTF-8 is refused, as elsewhere.
    try (Reader reader = new InputStreamReader(lines, UTF_8.newDecoder())) {
      char[] piece = new char[PIECE];
      for (int length = reader.read(piece); length >= 0; length = reader.read(piece)) {
        take(piece, length, visitor);
      }
    } catch (CharacterCodingException e) {
      throw new ResultsException(file, "not UTF-8");
    }
  }

  private void take(char[] piece, int length, LineVisitor visitor) throws IOException {
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (piece[i] == '\n') {
        append(piece, start, i);
        visitor.visit(number, whole());
        number++;
        start = i + 1;
      }
    }
    append(piece, start, length);
  }

  private void append(char[] piece, int start, int end) throws ResultsException {
    if (line.length() + (end - start) > longest) {
      throw new ResultsException(
          file, "line " + number + ": longer than the " + longest + " characters of any such line");
    }
    line.append(piece, start, end - start);
  }

  private String whole() {
    int length = line.length();
    boolean windows = length > 0 && line.charAt(length - 1) == '\r';
    String text = line.substring(0, windows ? length - 1 : length);
    line.setLength(0);
    return text;
  }

  /// Where the last whole line of a file ends; what follows is an unfinished line. 0 if there is no
  /// whole line.
  public static long endOfLastLine(Path path) throws IOException {
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

  /// A file up to the end of its last whole line: the unfinished line of a killed run may even end
  /// within a character.
  private static final class WholeLines extends FilterInputStream {
    private long left;

    private WholeLines(InputStream file, long length) {
      super(file);
      left = length;
    }

    static InputStream of(Path file) throws IOException {
      return new WholeLines(Files.newInputStream(file), endOfLastLine(file));
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
}
