package acceptbench.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads a stream line by line and keeps no more than the beginning of one that is long: a process
/// that went wrong may print without end.
final class ShortLines implements AutoCloseable {
  /// More than any line of ours.
  static final int LONGEST = 8_192;

  private final BufferedReader in;

  ShortLines(InputStream stream) {
    in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /// The next line, cut to [#LONGEST] characters, or null at the end.
  @Nullable String next() throws IOException {
    StringBuilder line = new StringBuilder();
    int read = in.read();
    if (read < 0) return null;
    for (; read >= 0 && read != '\n'; read = in.read())
      if (line.length() < LONGEST) line.append((char) read);
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
