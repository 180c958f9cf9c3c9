package acceptbench.run.jmh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// The beginning of a line that a thread has not finished printing; part of it may not have reached
/// the target yet. Not thread-safe.
final class BegunLine {
  /// A fork may print without end, and without a new line.
  private static final int MOST_KEPT = 1 << 13;

  private final Consumer<String> whenEnded;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();

  /// @param whenEnded takes each whole line, of a very long one its beginning
  BegunLine(Consumer<String> whenEnded) {
    this.whenEnded = whenEnded;
  }

  void add(byte b) {
    waiting.write(b);
    if (b == '\n') {
      whenEnded.accept(text.toString(StandardCharsets.UTF_8));
      text.reset();
    } else if (text.size() < MOST_KEPT) {
      text.write(b);
    }
  }

  /// Whether as much waits as is to be kept in memory.
  boolean isFull() {
    return waiting.size() >= MOST_KEPT;
  }

  /// Writes what waits, in one piece.
  void printTo(OutputStream target) throws IOException {
    if (waiting.size() == 0) return;
    target.write(waiting.toByteArray());
    waiting.reset();
  }
}
