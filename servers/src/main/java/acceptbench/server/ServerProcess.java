package acceptbench.server;

import acceptbench.linux.socket.SocketInode;
import acceptbench.server.accepts.AcceptLog;
import acceptbench.server.parameter.ServerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A server in a process of its own, seen from the process that started it.
///
/// It shares neither heap nor compiler, safepoints or descriptors with its client. It ends with
/// [#close], and immediately if this process dies, for any reason. Every command has a deadline. A
/// server that breaks the protocol (see [ControlPipe]), is late or is dead causes a
/// [ServerException] that shows what it printed. One thread gives the commands.
public final class ServerProcess implements AutoCloseable {
  /// Named, not linked: the strategies depend on this package, not the other way round.
  static final String MAIN_CLASS = "acceptbench.server.strategy.ServerMain";

  private static final Duration START_DEADLINE = Duration.ofSeconds(30);
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(5);

  /// A killed process is gone in a moment, unless the kernel or a debugger holds it.
  private static final Duration KILL_DEADLINE = Duration.ofSeconds(5);

  private final String name;
  private final ServerConfig config;
  private final Process process;
  private final CommandPipe pipe;
  private ReadyLine ready = new ReadyLine(0, 0, List.of(), -1, List.of());
  private @Nullable AcceptLog accepts;
  private List<Long> listeners = List.of();
  private @Nullable OutsideStall outside;
  private Stalled heldAs = new Stalled(0, 0, 0);
  private Resumed continuedAt = new Resumed(0, 0);
  private int acceptors;
  private long ownConnections;

  private ServerProcess(String strategy, ServerConfig config, Process process) {
    this.config = config;
    this.name = "server '%s' (pid %d)".formatted(strategy, process.pid());
    this.process = process;
    this.pipe = new CommandPipe(name, process);
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
    ServerProcess server = begin(strategy, config, cpus, jvmArguments);
    server.awaitReady();
    return server;
  }

  /// Starts a server's process and returns at once: for a client that has something to do
  /// meanwhile. [#awaitReady] has to follow, before anything else.
  public static ServerProcess begin(
      String strategy, ServerConfig config, BitSet cpus, List<String> jvmArguments)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(strategy);
    arguments.addAll(config.arguments());
    List<String> inItsPlace = new ArrayList<>(OwnCpus.jvmArguments(cpus));
    inItsPlace.addAll(jvmArguments);
    ProcessBuilder java = new ProcessBuilder(JvmCommand.of(MAIN_CLASS, inItsPlace, arguments));
    return new ServerProcess(strategy, config, ChildProcess.start(java));
  }

  /// Returns when the server listens.
  ///
  /// @throws IOException where it does not start, and has been ended; the message holds what it
  ///     printed
  public void awaitReady() throws IOException {
    try {
      ready = pipe.await("start", startDeadline(), ReadyLine::parse);
      if (ready.notes() >= 0) accepts = AcceptLog.open(process.pid(), ready.notes());
      listeners = inodes(ready.listeners());
      if (isHeldFromHere()) outside = new OutsideStall(config, ready.acceptors());
    } catch (ServerException | IOException e) {
      // The keeper of a user's program has already said, in a line of its own, what is wrong with
      // it.
      boolean isSaid = config.hasCommand() && !process.isAlive();
      close();
      throw new IOException(isSaid ? pipe.errors().text() : e.getMessage(), e);
    }
  }

  private List<Long> inodes(List<Integer> descriptors) throws IOException {
    List<Long> inodes = new ArrayList<>();
    for (int descriptor : descriptors)
      inodes.add(
          SocketInode.of(process.pid(), descriptor)
              .orElseThrow(
                  () ->
                      new IOException(
                          "%s: descriptor %d is no socket".formatted(name, descriptor))));
    return inodes;
  }

  /// Which processes of a user's program accept may change at any time: its keeper holds them.
  private boolean isHeldFromHere() {
    return config.stallKind().isFromOutside() && !config.hasCommand();
  }

  /// A program of the user's has as long as it was given, on top of its keeper's start.
  private Duration startDeadline() {
    return config.hasCommand() ? START_DEADLINE.plusMillis(config.listenMillis()) : START_DEADLINE;
  }

  /// The notes of its acceptors; empty if they make none.
  public Optional<AcceptLog> accepts() {
    return Optional.ofNullable(accepts);
  }

  public int port() {
    return ready.port();
  }

  /// The numbers of its listening sockets (their inodes), in the order in which its acceptors'
  /// notes number them; none where that is not known, as in a real program.
  public List<Long> listeners() {
    return listeners;
  }

  /// The backlog in force, as the kernel reports it for the listening socket.
  public int effectiveBacklog() {
    return ready.effectiveBacklog();
  }

  public long pid() {
    return process.pid();
  }

  /// The processes that accept, as they were when the server began to listen.
  public List<Long> acceptorPids() {
    return ready.acceptors();
  }

  /// Returns once no acceptor takes another connection, or as many of them as configured;
  /// [StarvedProcesses] says what those may still take that have no descriptors. A server that is
  /// stalled from outside answers nothing until it is resumed.
  public Stalled stall() {
    requestStall();
    return awaitStalled();
  }

  /// Tells the server to stop accepting and returns at once, as [#requestResume] does; it may take
  /// another connection or two before it does. A stall from outside has happened by then.
  ///
  /// Further commands may follow before the answer: the server obeys one after the other. Their
  /// answers have to be collected in the same order.
  public void requestStall() {
    if (outside == null) pipe.send("stall");
    else hold(outside);
  }

  private void hold(OutsideStall stall) {
    if (stall.isGoingOn()) throw new ServerException(name + " was told to stall while stalled");
    try {
      heldAs = stall.begin(acceptors, ownConnections);
    } catch (IOException e) {
      throw new ServerException(name + " could not be stalled: " + e.getMessage(), e);
    }
  }

  /// Collects the answer to [#requestStall].
  public Stalled awaitStalled() {
    if (outside != null) return heldAs;
    Stalled stalled = pipe.await("stall", DEADLINE, Stalled::parse);
    ownConnections = stalled.ownConnections();
    return stalled;
  }

  /// Whether the answer to the oldest command that has not been collected is there, so that there
  /// is no waiting for it.
  public boolean hasAnswered() {
    return outside != null || pipe.hasAnswered();
  }

  /// How many connections the server had made to its own port when it last stalled, see
  /// [AcceptServer#ownConnections].
  public long ownConnections() {
    return ownConnections;
  }

  /// Returns once the server accepts again.
  public Resumed resume() {
    requestResume();
    return awaitResumed();
  }

  /// Tells the server to accept again and returns at once: for a client that has no time to wait.
  /// [#awaitResumed] has to follow, before any other command.
  public void requestResume() {
    if (outside == null) pipe.send("resume");
    else letGo(outside);
  }

  private void letGo(OutsideStall stall) {
    if (!stall.isGoingOn())
      throw new ServerException(name + " was told to resume, and is not stalled");
    try {
      continuedAt = stall.end();
    } catch (IOException e) {
      throw new ServerException(name + " could not be continued: " + e.getMessage(), e);
    }
  }

  /// Collects the answer to [#requestResume].
  public Resumed awaitResumed() {
    if (outside != null) return continuedAt;
    return pipe.await("resume", DEADLINE, Resumed::parse);
  }

  /// Tells the server whether it is only warmed up for now, see [AcceptServer.Warming], and returns
  /// when the server knows it.
  public void warming(boolean on) {
    String command = on ? "warm" : "measure";
    String expected = on ? ControlPipe.WARMING : ControlPipe.MEASURING;
    pipe.send(command);
    pipe.await(command, DEADLINE, answer -> asExpected(answer, expected));
  }

  private static String asExpected(String answer, String expected) {
    if (!answer.equals(expected)) throw new IllegalArgumentException(answer);
    return answer;
  }

  /// What the server has counted; exact while no connection is under way.
  public ServerStats stats() {
    return stats(DEADLINE);
  }

  ServerStats stats(Duration deadline) {
    if (outside != null && outside.isGoingOn())
      throw new ServerException(name + " is stalled and can't be asked");
    pipe.send("stats");
    ServerStats stats = pipe.await("stats", deadline, ServerStats::parse);
    acceptors = stats.accepts().size();
    return stats;
  }

  /// What the server and its workers wrote to stderr last; empty where they wrote nothing.
  public String lastOutput() {
    return pipe.errors().lines();
  }

  /// Completes when the process has ended, of itself or by [#close].
  public CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /// Asks the server to stop, ends it where it does not, and returns when it and its children are
  /// gone, or 5 s after they were killed. Never fails: whatever state the server is in, it ends.
  @Override
  public void close() {
    if (accepts != null) accepts.close();
    accepts = null;
    List<ProcessHandle> children = process.descendants().toList();
    try {
      if (outside != null && outside.isGoingOn()) letGo(outside);
      pipe.send("stop");
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
}
