package acceptbench.server.strategy.program;

import acceptbench.linux.process.ContextSwitches;
import acceptbench.linux.process.Descendants;
import acceptbench.linux.process.LastLines;
import acceptbench.linux.socket.ListenerSocket;
import acceptbench.server.ChildProcess;
import acceptbench.server.ServerStats;
import acceptbench.server.parameter.ServerConfig;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// You gain exact numbers of a program of your own, whatever it is written in. You pay with what
/// only the program itself could tell: when it accepted each connection, and which thread did.
///
/// The program is started as the user wrote it, by no shell, with nothing to read and its output
/// kept to the last lines. It has to listen on 127.0.0.1, or on all addresses; it is there as soon
/// as it does. Those of its processes that have the listening socket open are the ones that a stall
/// stops (SIGSTOP), or leaves without descriptors.
public final class CommandServer extends StoppableServer {
  private static final String NAME = "command";
  private static final File NOTHING = new File("/dev/null");
  private static final Duration PATIENCE = Duration.ofMillis(600);

  /// How long a process that has closed its listener may take to end.
  private static final Duration DYING = Duration.ofMillis(500);

  private static final long LOOK_AGAIN_NANOS = 5_000_000;

  /// A look at all processes of the machine costs milliseconds.
  private static final long LOOK_FOR_DAEMONS_NANOS = 200_000_000;

  /// If a program forks for each connection, one of its processes may end just when it is to be
  /// stopped.
  private static final int MOST_TRIES = 20;

  private final CommandTemplate template;
  private final ContextSwitches switches = new ContextSwitches();
  private @Nullable Process process;
  private @Nullable LastLines output;
  private int port;
  private boolean closed;

  public CommandServer(ServerConfig config) {
    super(config);
    template = CommandTemplate.parse(config.command());
  }

  public static Optional<String> unavailable() {
    return Programs.missing("setpriv", "util-linux");
  }

  /// Why a command can't be run as it is asked for, in one line, or null.
  ///
  /// @throws IllegalArgumentException where the command itself is wrong
  public static @Nullable String refusal(ServerConfig config) {
    if (!config.hasCommand()) return "it needs -p 'command=PROGRAM --port {port}'";
    CommandTemplate template = CommandTemplate.parse(config.command());
    if (!template.takesPort() && config.port().equals(ServerConfig.ANY_PORT))
      throw new IllegalArgumentException(
          "command: it has no {port}; say with -p port=N where the program listens");
    if (template.takesBacklog() && config.backlog().isDefault())
      return "backlog=default: the command tells the program a number; leave {backlog} out";
    if (!template.takesBacklog() && !config.backlog().isDefault())
      return "backlog=%s: the command has no {backlog} to tell the program; give backlog=default"
          .formatted(config.backlog());
    return ProgramServer.refusal(NAME, config);
  }

  /// Why the program that the command names can't be run here, in one line; nothing where it can.
  public static Optional<String> missing(ServerConfig config) {
    try {
      Programs.named(CommandTemplate.parse(config.command()).program());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  @Override
  public int start() throws IOException {
    Descendants.adoptOrphans();
    boolean any = config().port().equals(ServerConfig.ANY_PORT);
    port = any ? ProgramServer.freePort(config().listeningAt()) : Integer.parseInt(config().port());
    String others = Listening.places(port);
    if (!others.isEmpty())
      throw new IOException("port %d is in use: somebody listens on %s".formatted(port, others));
    Process started =
        ChildProcess.start(
            new ProcessBuilder(words()).redirectInput(NOTHING).redirectErrorStream(true));
    process = started;
    output = new LastLines(started.getInputStream());
    awaitListener(started);
    isAtRest();
    Thread.ofPlatform().daemon().name("watch the command").start(() -> watch(started));
    return port;
  }

  private List<String> words() {
    List<String> filled = template.filled(port, config());
    // Should this process be killed, the kernel ends the program's first one, and the driver, which
    // adopts the others, ends those.
    List<String> words = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "--"));
    words.add(Programs.named(filled.getFirst()).toString());
    words.addAll(filled.subList(1, filled.size()));
    return words;
  }

  private void awaitListener(Process started) throws IOException {
    long start = System.nanoTime();
    while (Listening.at(config().endpoint(port)).isEmpty()) {
      if (hasEnded(started))
        throw new IOException(
            "the command %s before it listened on port %d%s"
                .formatted(fate(started), port, lastLines()));
      if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(config().listenMillis()))
        throw new IOException(nobodyListens() + lastLines());
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  private String nobodyListens() throws IOException {
    String after = "after %d ms (listenMillis)".formatted(config().listenMillis());
    String places = Listening.places(CommandProcesses.sockets());
    return places.isEmpty()
        ? "the command does not listen on port %d %s".formatted(port, after)
        : "the command listens on %s, and not on %s, %s"
            .formatted(places, config().endpoint(port), after);
  }

  /// The program has not ended where its first process has done its work and left a daemon.
  private static boolean hasEnded(Process first) {
    if (first.isAlive()) return false;
    Descendants.reapAdopted(first.pid());
    return first.exitValue() != 0 || CommandProcesses.pids().isEmpty();
  }

  private static String fate(Process ended) {
    int status = ended.exitValue();
    return "ended with status " + status + (status > 128 ? ", as by signal " + (status - 128) : "");
  }

  private String lastLines() {
    return output == null ? "" : CommandOutput.told(output.lines());
  }

  private void watch(Process started) {
    started.onExit().join();
    while (!hasEnded(started)) LockSupport.parkNanos(LOOK_FOR_DAEMONS_NANOS);
    if (!mayTellTheEnd()) return;
    System.err.println(ended(started));
    Descendants.end(PATIENCE);
    Runtime.getRuntime().halt(1);
  }

  private String ended(Process started) {
    return "the command %s while it was needed%s".formatted(fate(started), lastLines());
  }

  /// Whoever notices first that the program has ended says so, unless it was meant to end.
  private synchronized boolean mayTellTheEnd() {
    boolean first = !closed;
    closed = true;
    return first;
  }

  @Override
  public List<Long> acceptorPids() {
    List<ListenerSocket> listeners = listeners();
    List<Long> holding = CommandProcesses.holding(Listening.inodes(listeners));
    return holding.isEmpty() ? CommandProcesses.pids() : holding;
  }

  private List<ListenerSocket> listeners() {
    try {
      return Listening.at(config().endpoint(port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int stall() throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        return super.stall();
      } catch (IOException e) {
        if (tries == MOST_TRIES) throw e;
      }
    }
  }

  @Override
  public ServerStats stats() throws IOException {
    if (process == null) throw new IllegalStateException("not started");
    if (listeners().isEmpty()) checkAlive(process);
    return ServerStats.uncounted(CommandProcesses.usage(process.pid(), switches));
  }

  private void checkAlive(Process started) throws IOException {
    try {
      started.waitFor(DYING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!hasEnded(started)) return;
    // The thread that watches it may be about to say so, and to halt this process.
    if (!mayTellTheEnd()) LockSupport.parkNanos(DYING.toNanos());
    throw new IOException(ended(started));
  }

  @Override
  public void close() throws IOException {
    mayTellTheEnd();
    if (process == null) return;
    try {
      resume();
    } finally {
      CommandProcesses.end(process, PATIENCE);
    }
  }
}
