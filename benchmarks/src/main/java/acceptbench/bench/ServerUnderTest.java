package acceptbench.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import acceptbench.bench.queue.QueueAccount;
import acceptbench.kernel.ListenerWatch;
import acceptbench.kernel.Sysctls;
import acceptbench.linux.CloseStack;
import acceptbench.linux.process.ChildWatch;
import acceptbench.linux.process.CompilerThreads;
import acceptbench.linux.process.ParentWatch;
import acceptbench.linux.socket.Endpoint;
import acceptbench.load.DepthProbe;
import acceptbench.load.Dialogue;
import acceptbench.load.FilledQueue;
import acceptbench.load.HalfOpenClients;
import acceptbench.load.LoadClient;
import acceptbench.server.ClassArchive;
import acceptbench.server.NamedParameter;
import acceptbench.server.Parameter;
import acceptbench.server.ProcessUsage;
import acceptbench.server.ServerConfig;
import acceptbench.server.ServerProcess;
import acceptbench.server.ServerStats;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.server.strategy.ControlArm;
import acceptbench.server.strategy.Trait;
import java.io.IOException;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// The server that a cell measures, in a process of its own, and what is kept of it around each
/// iteration.
@State(Scope.Benchmark)
public class ServerUnderTest {
  /// Stands for a server that is there already, at [#target].
  public static final String EXTERNAL = "external";

  @Param("all")
  @Parameter(
      means =
          "The accept strategy: one of the catalogue, command (a program of yours, which is"
              + " started) or external (one that runs already); all stands for every one of the"
              + " catalogue. epoll#2 is epoll again, in a row of its own (a control arm).")
  public String strategy;

  // Parameters of the server. ServerConfig says what they mean and may be, and their usual values
  // are among those here, which are measured.

  @Param({"50", "128", "511", "1024", "4096"})
  public String backlog;

  @Param("2")
  public int workers;

  @Param("100")
  public int handlerMicros;

  @Param("0")
  public int acceptorMicros;

  @Param("pause")
  public String stallKind;

  @Param("0")
  public int stalledAcceptors;

  @Param("usual")
  public String acceptBatch;

  @Param("round-robin")
  public String workerChoice;

  @Param("cpu")
  public String steering;

  @Param("false")
  public String queueWait;

  @Param("true")
  public String notes;

  @Param("127.0.0.1")
  public String address;

  @Param("none")
  public String command;

  @Param("auto")
  public String port;

  @Param("20000")
  public int listenMillis;

  // Parameters of its surroundings, and of how it is spoken to.

  @Param("1")
  @Parameter(
      oneOf = {"0", "1", "2"},
      means =
          "net.ipv4.tcp_syncookies of the namespace: 0 never, 1 when the SYN queue is full, 2"
              + " always.")
  public int syncookies;

  @Param("0")
  @Parameter(
      oneOf = {"0", "1"},
      means =
          "net.ipv4.tcp_abort_on_overflow of the namespace: 1 resets a connection whose final ACK"
              + " finds no room.")
  public int abortOnOverflow;

  @Param("server")
  @Parameter(
      oneOf = {"server", "client"},
      means = "Who speaks first: server greets, or client says send when its handshake is over.")
  public String firstByte;

  @Param("default")
  @Parameter(
      means =
          "What the client says first, with the escapes \\r"
              + ", \\n"
              + ", \\t, \\\\ and \\xHH; default: what the strategy needs.")
  public String send;

  @Param("none")
  @Parameter(
      means =
          "With strategy external: HOST:PORT of a server that listens on this machine, an IPv6"
              + " address in brackets; address is then the one that it is reached at.")
  public String target;

  @Param("auto")
  @Parameter(means = "CPUs of the server: 1, 4-7 or 1+4-7; auto: all but the client's.")
  public String serverCpus;

  @Param("default")
  @Parameter(means = "JVM arguments of the server, separated by blanks; default: none.")
  public String serverJvm;

  @Param("10000")
  @Parameter(
      to = 10_000_000,
      means =
          "How many connections are served, a few at a time and without overflow, before the first"
              + " iteration, so that both JVMs have settled; for 30 s at most, and"
              + " server.warmConnections is how many there were; 0: the server is measured as it is"
              + " just after its start.")
  public int warmConnections;

  private final RunContext context = RunContext.ofThisFork();
  private Endpoint endpoint;
  private @Nullable ServerProcess process;
  private @Nullable ChildWatch killed;
  private ListenerWatch watch;
  private IterationAccount account;
  private final CloseStack opened = new CloseStack();

  @Setup(Level.Trial)
  public void start() throws IOException {
    ParentWatch.start();
    try {
      CellSysctls sysctls = new CellSysctls(syncookies, abortOnOverflow, context.privateNetwork());
      opened.add(Sysctls.ofThisMachine().set(sysctls.toSet()));
      if (!isExternal()) process = opened.add(beginProcess());
      // Beside the server's start, which takes as long.
      clearTheClientsCpu();
      endpoint = process == null ? Target.parse(target) : listening(process);
      // Of somebody else's the backlog is not known yet.
      int backlog = process == null ? 1 : process.effectiveBacklog();
      long warmed = new WarmUp(warmConnections, backlog).serve(endpoint, dialogue(), process);
      watch = opened.add(new ListenerWatch(endpoint));
      account =
          new IterationAccount(
              this::stats,
              () -> process == null ? 0 : process.ownConnections(),
              watch,
              queues(watch),
              circumstances(),
              warmed);
      opened.add(this::checkNothingLeaked);
    } catch (IOException | RuntimeException | Error e) {
      opened.closeAfter(e);
      throw e;
    }
  }

  private @Nullable QueueAccount queues(ListenerWatch listeners) {
    if (process == null) return null;
    boolean ahead = has(Trait.ACCEPTS_AHEAD);
    return process.accepts().map(log -> new QueueAccount(log, listeners, ahead)).orElse(null);
  }

  private void checkNothingLeaked() throws IOException {
    try {
      account.checkNothingLeaked();
    } catch (IOException | RuntimeException e) {
      if (killed != null) killed.tellLastOutput();
      throw e;
    }
  }

  private Set<Circumstance> circumstances() {
    Set<Circumstance> circumstances = EnumSet.noneOf(Circumstance.class);
    if (context.privateNetwork() && !isExternal()) circumstances.add(Circumstance.OWN_NETWORK);
    if (syncookies == 0) circumstances.add(Circumstance.NO_COOKIES);
    if (dialogue().clientSpeaksFirst()) circumstances.add(Circumstance.CLIENT_SPEAKS_FIRST);
    if (config().queueWait()) circumstances.add(Circumstance.QUEUE_WAIT);
    if (has(Trait.NAMED_BY_USER)) circumstances.add(Circumstance.USERS_PROGRAM);
    return circumstances;
  }

  /// The client spins there while it waits for the next connection to be due, and what took the CPU
  /// from it would look like the server's doing. What the client's JVM compiles, it compiles mostly
  /// while the server sleeps.
  private void clearTheClientsCpu() throws IOException {
    if (context.serverCpus().isEmpty()) return;
    CompilerThreads.standBackOn(context.serverCpus());
  }

  private ServerProcess beginProcess() throws IOException {
    return ServerProcess.begin(strategy, config(), cpus(), jvmArguments());
  }

  private Endpoint listening(ServerProcess started) throws IOException {
    started.awaitReady();
    String name = "server " + strategy;
    // Which processes a user's program has, and when they end, is its own business.
    killed =
        opened.add(
            has(Trait.NAMED_BY_USER)
                ? ChildWatch.overOne(started.onExit(), started.pid(), name, started::lastOutput)
                : ChildWatch.over(started.onExit(), started.pid(), name, started::lastOutput));
    return config().endpoint(started.port());
  }

  /// Reads the fields that have the names of the server's parameters.
  private ServerConfig config() {
    ServerConfig config = ServerConfig.usual();
    try {
      for (NamedParameter parameter : ServerConfig.parameters()) {
        Object value = ServerUnderTest.class.getField(parameter.name()).get(this);
        config = config.with(parameter.name(), value);
      }
      return config;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a parameter of the server has no field here", e);
    }
  }

  /// Where the server runs; empty where that is anywhere.
  BitSet cpus() {
    return serverCpus.equals("auto")
        ? context.serverCpus()
        : RunContext.cpus(serverCpus).orElseThrow();
  }

  /// A server that is to be measured as it is just after its start loads its classes itself.
  private List<String> jvmArguments() {
    if (!serverJvm.equals("default")) return List.of(serverJvm.trim().split(" +", -1));
    if (warmConnections == 0) return List.of();
    return context
        .archive("server-" + ControlArm.strategy(strategy))
        .map(ClassArchive::jvmArguments)
        .orElse(List.of());
  }

  private boolean isExternal() {
    return isExternal(strategy);
  }

  private boolean has(Trait trait) {
    return !isExternal() && AcceptStrategy.named(strategy).has(trait);
  }

  /// Whether a strategy is a server that is there already.
  public static boolean isExternal(String strategy) {
    return ControlArm.strategy(strategy).equals(EXTERNAL);
  }

  private ServerStats stats() {
    return process == null ? ServerStats.uncounted(new ProcessUsage(0, 0)) : process.stats();
  }

  @TearDown(Level.Trial)
  public void stop() throws IOException {
    opened.close();
  }

  /// The server's process, to stall it.
  ///
  /// @throws IllegalArgumentException where the server is not ours
  ServerProcess process() {
    if (process == null)
      throw new IllegalArgumentException(
          "strategy 'external' can't be stalled: it is somebody else's server");
    return process;
  }

  int port() {
    return endpoint.port();
  }

  LoadClient client(int inFlight) throws IOException {
    return client(inFlight, DepthProbe.NONE);
  }

  /// @param more looks too, after the look at the queue's depth
  LoadClient client(int inFlight, DepthProbe more) throws IOException {
    DepthProbe both =
        nanos -> {
          watch.sample(nanos);
          more.sample(nanos);
        };
    return new LoadClient(endpoint, inFlight, dialogue(), both);
  }

  /// Clients that begin a handshake and hear no answer.
  HalfOpenClients halfOpenClients(int count) throws IOException {
    return new HalfOpenClients(endpoint, count, dialogue());
  }

  /// Whether the accept queue was full at the last look, of several listeners each one.
  boolean queueWasFull() {
    return watch.wasFull();
  }

  /// Connections that wait in the server's accept queue.
  FilledQueue queue(int connections) throws IOException {
    return new FilledQueue(endpoint, connections, dialogue());
  }

  void lookAtTheQueue() throws IOException {
    watch.sample(0);
  }

  private Dialogue dialogue() {
    String request = isExternal() ? "" : AcceptStrategy.named(strategy).request();
    if (!send.equals(Opening.DEFAULT)) return Dialogue.clientSpeaks(Opening.parse(send));
    if (!request.isEmpty()) return Dialogue.clientSpeaks(request.getBytes(ISO_8859_1));
    if (firstByte.equals("client"))
      return Dialogue.clientSpeaks(Opening.USUAL.getBytes(ISO_8859_1));
    boolean usersOwn = isExternal() || has(Trait.NAMED_BY_USER);
    return usersOwn ? Dialogue.serverSpeaks() : Dialogue.serverGreets();
  }

  IterationAccount account() {
    return account;
  }
}
