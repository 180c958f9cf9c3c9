package acceptbench.linux.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads a stream line by line, and keeps only the beginning of a long one: a process that went
/// wrong may print without end.
public final class ShortLines implements AutoCloseable {
  private final int longest;
  private final BufferedReader in;

  /// @param longest how many characters of a line are kept
  public ShortLines(InputStream stream, int longest) {
    this.longest = longest;
    in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /// The next line, or its beginning, or null at the end.
  public @Nullable String next() throws IOException {
    StringBuilder line = new StringBuilder();
    int read = in.read();
    if (read < 0) return null;
    for (; read >= 0 && read != '\n'; read = in.read())
      if (line.length() < longest) line.append((char) read);
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
