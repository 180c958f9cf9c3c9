package acceptbench.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
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

  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

  AnswerReader(InputStream stream) {
    Thread.ofPlatform().daemon().name("answers of a server").start(() -> read(stream));
  }

  private void read(InputStream stream) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine())
        answers.add(new Line(line));
    } catch (IOException e) {
      answers.add(new Line("(" + e.getMessage() + ")"));
    }
    answers.add(new End());
  }

  /// The next line, or what came instead. Once the pipe has ended, always [End].
  Answer await(Duration deadline) throws InterruptedException {
    @Nullable Answer answer = answers.poll(deadline.toNanos(), TimeUnit.NANOSECONDS);
    if (answer instanceof End) answers.add(answer);
    return answer == null ? new Late() : answer;
  }
}
