package acceptbench.server;

import acceptbench.linux.process.LastLines;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// The other end of a server's [ControlPipe]: gives commands, and collects the answers in the same
/// order, each within its deadline.
///
/// A server that breaks the protocol, is late or is dead causes a [ServerException] that shows what
/// it printed.
final class CommandPipe {
  private final String name;
  private final Process process;
  private final OutputStream commands;
  private final AnswerReader answers;
  private final LastLines errors;

  /// @param name what messages call the server
  CommandPipe(String name, Process process) {
    this.name = name;
    this.process = process;
    this.commands = process.getOutputStream();
    this.answers = new AnswerReader(process.getInputStream());
    this.errors = new LastLines(process.getErrorStream());
  }

  /// What the server and its workers wrote to stderr last.
  LastLines errors() {
    return errors;
  }

  /// Whether an answer is there, so that there is no waiting for it.
  boolean hasAnswered() {
    return answers.hasNext();
  }

  /// Gives a command, and returns at once.
  void send(String command) {
    try {
      commands.write((command + "\n").getBytes(StandardCharsets.UTF_8));
      commands.flush();
    } catch (IOException e) {
      throw new ServerException("%s was told to %s, but %s".formatted(name, command, fate()), e);
    }
  }

  /// Collects the next answer.
  ///
  /// @param command what it should answer, for the message where it does not
  /// @param parse refuses another answer by an [IllegalArgumentException]
  <T> T await(String command, Duration deadline, Function<String, T> parse) {
    String line = await(command, deadline);
    try {
      return parse.apply(line);
    } catch (IllegalArgumentException e) {
      throw new ServerException(
          "%s answered %s with '%s'; a JVM option that prints has to print to a file"
              .formatted(name, command, line),
          e);
    }
  }

  private String await(String command, Duration deadline) {
    try {
      return switch (answers.await(deadline)) {
        case AnswerReader.Line(String text) -> text;
        case AnswerReader.End() ->
            throw new ServerException("%s did not answer %s: %s".formatted(name, command, fate()));
        case AnswerReader.Late() ->
            throw new ServerException(
                "%s did not answer %s within %d ms: it stands still, or the machine has too much else to do; on stderr %s"
                    .formatted(name, command, deadline.toMillis(), errors.text()));
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("interrupted while %s had to %s".formatted(name, command), e);
    }
  }

  private String fate() {
    try {
      if (process.waitFor(1, TimeUnit.SECONDS))
        return "it ended with exit code %d; on stderr %s"
            .formatted(process.exitValue(), errors.text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "it has closed its pipe; on stderr " + errors.text();
  }
}
