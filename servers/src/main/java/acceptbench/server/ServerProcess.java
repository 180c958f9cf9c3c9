package acceptbench.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A server in a process of its own, as the one who started it sees it.
///
/// It shares neither heap nor compiler, safepoints or descriptors with its client. It ends with
/// [#close], and at once when this process dies, of whatever. Every command has a deadline; a
/// server that breaks the protocol (see [ControlPipe]), is late or dead ends in a [ServerException]
/// that shows what it printed. One thread gives the commands.
public final class ServerProcess implements AutoCloseable {
  /// Named, not linked: the strategies depend on this package, not the other way round.
  static final String MAIN_CLASS = "acceptbench.server.strategy.ServerMain";

  private static final Pattern STALLED = Pattern.compile("stalled ownConnections=(\\d{1,18})");
  private static final Duration START_DEADLINE = Duration.ofSeconds(30);
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration STOP_DEADLINE = Duration.ofMillis(900);

  /// A killed process is gone in a moment, unless the kernel or a debugger holds it.
  private static final Duration KILL_DEADLINE = Duration.ofSeconds(5);

  private final String name;
  private final ServerConfig config;
  private final Process process;
  private final OutputStream commands;
  private final AnswerReader answers;
  private final LastLines errors;
  private ReadyLine ready = new ReadyLine(0, 0, List.of());
  private @Nullable StoppedProcesses stopped;
  private long ownConnections;

  private ServerProcess(String strategy, ServerConfig config, Process process) {
    this.config = config;
    this.name = "server '%s' (pid %d)".formatted(strategy, process.pid());
    this.process = process;
    this.commands = process.getOutputStream();
    this.answers = new AnswerReader(process.getInputStream());
    this.errors = new LastLines(process.getErrorStream());
  }

  /// Starts a server and waits until it listens.
  ///
  /// @param strategy a name of the catalogue
  /// @param cpus where the server's processes run; empty means anywhere
  /// @param jvmArguments of the server's JVM and its workers', after our own
  /// @throws IOException where it does not start; the message holds what it printed
  public static ServerProcess start(
      String strategy, ServerConfig config, BitSet cpus, List<String> jvmArguments)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(strategy);
    arguments.addAll(config.arguments());
    ProcessBuilder java = new ProcessBuilder(JvmCommand.of(MAIN_CLASS, jvmArguments, arguments));
    ServerProcess server = new ServerProcess(strategy, config, ChildProcess.start(java, cpus));
    try {
      server.awaitReady();
      return server;
    } catch (ServerException e) {
      server.close();
      throw new IOException(e.getMessage(), e);
    }
  }

  private void awaitReady() {
    String line = awaitAnswer("start", START_DEADLINE);
    try {
      ready = ReadyLine.parse(line);
    } catch (IllegalArgumentException e) {
      throw unexpected("start", line);
    }
  }

  public int port() {
    return ready.port();
  }

  /// The backlog in force, as the kernel told it of the listening socket.
  public int effectiveBacklog() {
    return ready.effectiveBacklog();
  }

  public long pid() {
    return process.pid();
  }

  /// Returns once no acceptor takes another connection, or as many of them as configured. A server
  /// that is stalled by SIGSTOP answers nothing until it is resumed.
  public void stall() {
    requestStall();
    awaitStalled();
  }

  /// Tells the server to stop accepting and returns at once, as [#requestResume] does; it may take
  /// another connection or two before it does. A stall of the kind `stop` has happened by then.
  public void requestStall() {
    if (config.stallKind() == StallKind.STOP) stopAcceptors();
    else send("stall");
  }

  private void stopAcceptors() {
    if (stopped != null) throw new ServerException(name + " was told to stall while stalled");
    try {
      stopped =
          StoppedProcesses.stop(
              ready.acceptors().subList(0, config.stalled(ready.acceptors().size())));
    } catch (IOException e) {
      throw new ServerException(name + " could not be stopped: " + e.getMessage(), e);
    }
  }

  /// Collects the answer to [#requestStall].
  public void awaitStalled() {
    if (config.stallKind() == StallKind.STOP) return;
    String line = awaitAnswer("stall", DEADLINE);
    Matcher matcher = STALLED.matcher(line);
    if (!matcher.matches()) throw unexpected("stall", line);
    ownConnections = Long.parseLong(matcher.group(1));
  }

  /// How many connections the server had made to its own port when it last stalled, see
  /// [AcceptServer#ownConnections].
  public long ownConnections() {
    return ownConnections;
  }

  /// Returns once the server accepts again.
  public void resume() {
    requestResume();
    awaitResumed();
  }

  /// Tells the server to accept again and returns at once: for a client that has no time to wait.
  /// [#awaitResumed] has to follow, before any other command.
  public void requestResume() {
    if (config.stallKind() == StallKind.STOP) continueAcceptors();
    else send("resume");
  }

  private void continueAcceptors() {
    if (stopped == null)
      throw new ServerException(name + " was told to resume, and is not stalled");
    try {
      stopped.resume();
      stopped = null;
    } catch (IOException e) {
      throw new ServerException(name + " could not be continued: " + e.getMessage(), e);
    }
  }

  /// Collects the answer to [#requestResume].
  public void awaitResumed() {
    if (config.stallKind() != StallKind.STOP) expect("resume", "resumed");
  }

  /// What the server has counted; exact while no connection is under way.
  public ServerStats stats() {
    return stats(DEADLINE);
  }

  ServerStats stats(Duration deadline) {
    if (stopped != null) throw new ServerException(name + " is stopped and can't be asked");
    send("stats");
    String line = awaitAnswer("stats", deadline);
    if (!line.startsWith("stats ")) throw unexpected("stats", line);
    try {
      return ServerStats.parse(line.substring("stats ".length()));
    } catch (IllegalArgumentException e) {
      throw new ServerException(name + ": " + e.getMessage(), e);
    }
  }

  /// What the server and its workers wrote to stderr last; empty where they wrote nothing.
  public String lastOutput() {
    return errors.lines();
  }

  /// Completes when the process has ended, of itself or by [#close].
  public CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /// Asks the server to stop, ends it where it does not, and returns when it and its children are
  /// gone, or 5 s after they were killed. Never fails: whatever state the server is in, it ends.
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    try {
      if (stopped != null) continueAcceptors();
      send("stop");
      process.waitFor(STOP_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ServerException e) {
      // It has closed its stdin, because it is dead or dying: there is nobody to ask.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    children.forEach(ServerProcess::awaitEnd);
    awaitEnd(process.toHandle());
  }

  private static void awaitEnd(ProcessHandle killed) {
    killed
        .onExit()
        .completeOnTimeout(killed, KILL_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private void send(String command) {
    try {
      commands.write((command + "\n").getBytes(StandardCharsets.UTF_8));
      commands.flush();
    } catch (IOException e) {
      throw new ServerException("%s was told to %s, but %s".formatted(name, command, fate()), e);
    }
  }

  private void expect(String command, String expected) {
    String line = awaitAnswer(command, DEADLINE);
    if (!line.equals(expected)) throw unexpected(command, line);
  }

  private String awaitAnswer(String command, Duration deadline) {
    try {
      return switch (answers.await(deadline)) {
        case AnswerReader.Line(String text) -> text;
        case AnswerReader.End() ->
            throw new ServerException("%s did not answer %s: %s".formatted(name, command, fate()));
        case AnswerReader.Late() ->
            throw new ServerException(
                "%s did not answer %s within %d ms; on stderr %s"
                    .formatted(name, command, deadline.toMillis(), errors.text()));
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("interrupted while %s had to %s".formatted(name, command), e);
    }
  }

  private ServerException unexpected(String command, String line) {
    return new ServerException(
        "%s answered %s with '%s'; a JVM option that prints has to print to a file"
            .formatted(name, command, line));
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
