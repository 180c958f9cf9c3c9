package acceptbench.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/// The last lines that a process wrote to its stderr, read by a thread so that it never has to
/// wait.
final class LastLines {
  private static final int KEPT = 20;

  private final Deque<String> lines = new ArrayDeque<>();
  private final Thread reader;

  LastLines(InputStream stream) {
    reader = Thread.ofPlatform().daemon().name("stderr of a server").start(() -> read(stream));
  }

  private void read(InputStream stream) {
    try (ShortLines in = new ShortLines(stream)) {
      for (String line = in.next(); line != null; line = in.next()) add(line);
    } catch (IOException e) {
      add("(stderr could not be read: " + e.getMessage() + ")");
    }
  }

  private synchronized void add(String line) {
    if (lines.size() == KEPT) lines.removeFirst();
    lines.addLast(line);
  }

  /// What was written last, in words where that is nothing; of a process that has ended, all of it
  /// is in.
  String text() {
    String written = lines();
    return written.isEmpty() ? "it said nothing" : written;
  }

  /// What was written last; of a process that has ended, all of it is in.
  String lines() {
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
