package acceptbench.linux.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/// The last lines that a process wrote to a pipe. A thread reads them, so that the process never
/// has to wait for a reader, however much it writes; 20 lines of 8,192 characters are kept, and of
/// a stack trace only the first 3 frames: what went wrong stands above them, and a deep trace would
/// push it out.
public final class LastLines {
  private static final int KEPT = 20;
  private static final int KEPT_FRAMES = 3;

  /// As Java and Node print one, and Java's "... 12 more".
  private static final Pattern FRAME = Pattern.compile("\\s+(at |\\.\\.\\. \\d+ ).*");

  /// The longest line, in characters.
  public static final int LONGEST = 8_192;

  private final Deque<String> lines = new ArrayDeque<>();
  private final Thread reader;
  private int framesInARow;

  public LastLines(InputStream stream) {
    reader = Thread.ofPlatform().daemon().name("last lines of a process").start(() -> read(stream));
  }

  private void read(InputStream stream) {
    try (ShortLines in = new ShortLines(stream, LONGEST)) {
      for (String line = in.next(); line != null; line = in.next()) add(line);
    } catch (IOException e) {
      add("(it could not be read: " + e.getMessage() + ")");
    }
  }

  /// Whether a line is one of a stack trace below what went wrong.
  public static boolean isFrame(String line) {
    return FRAME.matcher(line).matches();
  }

  private synchronized void add(String line) {
    framesInARow = isFrame(line) ? framesInARow + 1 : 0;
    if (framesInARow > KEPT_FRAMES) return;
    if (lines.size() == KEPT) lines.removeFirst();
    lines.addLast(line);
  }

  /// What was written last, or a note that nothing was. Complete once the process has ended.
  public String text() {
    String written = lines();
    return written.isEmpty() ? "it said nothing" : written;
  }

  /// What was written last. Complete once the process has ended.
  public String lines() {
    try {
      reader.join(300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      return String.join(System.lineSeparator(), lines);
    }
  }
}
