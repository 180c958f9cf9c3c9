package acceptbench.bench.server;

import acceptbench.bench.account.Circumstance;
import acceptbench.bench.account.IterationAccount;
import acceptbench.bench.queue.QueueAccount;
import acceptbench.bench.worker.WorkerShares;
import acceptbench.kernel.ListenerWatch;
import acceptbench.kernel.Sysctls;
import acceptbench.linux.CloseStack;
import acceptbench.linux.Libc;
import acceptbench.linux.process.BusiestThread;
import acceptbench.linux.process.ChildWatch;
import acceptbench.linux.process.CpuAffinity;
import acceptbench.linux.process.JvmThreads;
import acceptbench.linux.process.ParentWatch;
import acceptbench.linux.socket.Endpoint;
import acceptbench.load.FilledQueue;
import acceptbench.load.HalfOpenClients;
import acceptbench.load.LoadClients;
import acceptbench.load.queue.DepthProbe;
import acceptbench.server.ProcessUsage;
import acceptbench.server.ServerProcess;
import acceptbench.server.ServerStats;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.ControlArm;
import acceptbench.server.strategy.Trait;
import java.io.IOException;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// The server that a cell measures, in a process of its own, and what is kept of it around each
/// iteration.
@State(Scope.Benchmark)
public class ServerUnderTest extends ServerParameters {
  /// The server by which the client is warmed: quick to start, and to serve.
  private static final String OTHER = "epoll";

  private final RunContext context = RunContext.ofThisFork();
  private Endpoint endpoint;
  private @Nullable ServerProcess process;
  private @Nullable ChildWatch killed;
  private ListenerWatch watch;
  private WorkerShares shares;
  private IterationAccount account;
  private final CloseStack opened = new CloseStack();

  @Setup(Level.Trial)
  public void start() throws IOException {
    try {
      CellSysctls sysctls =
          new CellSysctls(syncookies, abortOnOverflow, maxSynBacklog, context.privateNetwork());
      opened.add(Sysctls.ofThisMachine().set(sysctls.toSet()));
      if (clientWarmConnections > 0) warmTheClient();
      if (!isExternal()) process = opened.add(beginProcess());
      // Beside the server's start, which takes as long.
      ParentWatch.start();
      clearTheClientsCpu();
      Libc.link();
      endpoint = process == null ? Target.parse(target) : listening(process);
      // The backlog of somebody else's server is not known yet.
      int backlog = process == null ? 1 : process.effectiveBacklog();
      long warmed = new WarmUp(warmConnections, backlog).serve(endpoint, dialogue(), process);
      watch = opened.add(new ListenerWatch(endpoint));
      shares = new WorkerShares(process == null ? List.of() : process.acceptorPids());
      account =
          new IterationAccount(
              this::stats,
              () -> process == null ? 0 : process.ownConnections(),
              watch,
              process == null ? List.of() : process.listeners(),
              queues(watch),
              process == null ? null : new BusiestThread(process.pid()),
              (cpus().isEmpty() ? CpuAffinity.get() : cpus()).cardinality(),
              shares,
              circumstances(),
              warmed);
      opened.add(this::checkNothingLeaked);
    } catch (IOException | RuntimeException | Error e) {
      opened.closeAfter(e);
      throw e;
    }
  }

  /// Beside a server that ends before the one to be measured begins.
  private void warmTheClient() throws IOException {
    ParentWatch.start();
    ServerConfig roomy =
        ServerConfig.usual()
            .with("address", config().address())
            .with("handlerMicros", 0)
            .with("backlog", WarmUp.BURST);
    try (ServerProcess other = ServerProcess.start(OTHER, roomy, cpus(), List.of());
        ListenerWatch queue = new ListenerWatch(roomy.endpoint(other.port()))) {
      new WarmUp(clientWarmConnections, other.effectiveBacklog())
          .serve(queue.server(), dialogue(), other);
      WarmUp.fire(queue.server(), dialogue(), queue::sample);
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
  /// while the server sleeps. Only from now on, as a JVM starts sooner on several CPUs.
  private void clearTheClientsCpu() throws IOException {
    if (context.clientCpus().isEmpty()) return;
    JvmThreads.compilersStandBackOn(context.serverCpus());
    JvmThreads.othersTo(context.clientCpus());
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

  /// Where the server runs; empty where that is anywhere.
  public BitSet cpus() {
    return serverCpus.equals(AUTO_CPUS)
        ? context.serverCpus()
        : RunContext.cpus(serverCpus).orElseThrow();
  }

  /// A server that is to be measured as it is just after its start loads its classes itself.
  private List<String> jvmArguments() {
    if (!serverJvm.equals("default")) return List.of(serverJvm.trim().split(" +", -1));
    if (warmConnections == 0) return List.of();
    return context.archiveOfAServer(ControlArm.strategy(strategy));
  }

  private ServerStats stats() {
    return process == null ? ServerStats.uncounted(new ProcessUsage(0, 0, 0)) : process.stats();
  }

  @TearDown(Level.Trial)
  public void stop() throws IOException {
    opened.close();
  }

  /// The server's process, to stall it.
  ///
  /// @throws IllegalArgumentException where the server is not ours
  public ServerProcess process() {
    if (process == null)
      throw new IllegalArgumentException(
          "strategy 'external' can't be stalled: it is somebody else's server");
    return process;
  }

  public int port() {
    return endpoint.port();
  }

  public LoadClients client(int inFlight) throws IOException {
    return client(inFlight, DepthProbe.NONE);
  }

  /// This process has the CPUs of the clients, and no others.
  ///
  /// @param inFlight of all clients together
  /// @param more looks too, after the look at the queue's depth
  public LoadClients client(int inFlight, DepthProbe more) throws IOException {
    DepthProbe both =
        nanos -> {
          watch.sample(nanos);
          shares.look();
          more.sample(nanos);
        };
    return new LoadClients(
        endpoint,
        inFlight,
        this::dialogue,
        both,
        context.connections(),
        clients,
        CpuAffinity.get());
  }

  /// Clients that begin a handshake and hear no answer.
  public HalfOpenClients halfOpenClients(int count) throws IOException {
    return new HalfOpenClients(endpoint, count, dialogue());
  }

  /// Whether the accept queue was full at the last look, of several listeners each one.
  public boolean queueWasFull() {
    return watch.wasFull();
  }

  /// Connections that wait in the server's accept queue.
  public FilledQueue queue(int connections) throws IOException {
    return new FilledQueue(endpoint, connections, dialogue());
  }

  public void lookAtTheQueue() throws IOException {
    watch.sample(0);
  }

  public IterationAccount account() {
    return account;
  }
}
