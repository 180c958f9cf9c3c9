package acceptbench.server;

import acceptbench.linux.process.ShortLines;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Reads the lines that a server prints, so that they can be awaited with a deadline.
final class AnswerReader {
  /// What [#await] found.
  sealed interface Answer {}

  record Line(String text) implements Answer {}

  /// The pipe was closed: the process has ended or is about to.
  record End() implements Answer {}

  record Late() implements Answer {}

  /// A server prints one line for each command. One that prints more on its own has to wait.
  private static final int MOST_UNREAD = 10;

  /// More than any line of ours, in characters: 60,001 queue waits with their counts fit in.
  static final int LONGEST = 2_000_000;

  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>(MOST_UNREAD);

  AnswerReader(InputStream stream) {
    Thread.ofPlatform().daemon().name("answers of a server").start(() -> read(stream));
  }

  private void read(InputStream stream) {
    try {
      try (ShortLines in = new ShortLines(stream, LONGEST)) {
        for (String line = in.next(); line != null; line = in.next()) answers.put(new Line(line));
      } catch (IOException e) {
        answers.put(new Line("(" + e.getMessage() + ")"));
      }
      answers.put(new End());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether there is something to return at once.
  boolean hasNext() {
    return !answers.isEmpty();
  }

  /// The next line, or what came instead. Once the pipe has ended, always [End].
  Answer await(Duration deadline) throws InterruptedException {
    @Nullable Answer answer = answers.poll(deadline.toNanos(), TimeUnit.NANOSECONDS);
    if (answer instanceof End) answers.add(answer);
    return answer == null ? new Late() : answer;
  }
}
