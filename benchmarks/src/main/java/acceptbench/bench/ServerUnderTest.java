package acceptbench.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import acceptbench.kernel.ListenerWatch;
import acceptbench.kernel.Sysctls;
import acceptbench.kernel.Sysctls.Setting;
import acceptbench.linux.process.ChildWatch;
import acceptbench.linux.process.CompilerThreads;
import acceptbench.linux.process.ParentWatch;
import acceptbench.load.DepthProbe;
import acceptbench.load.Dialogue;
import acceptbench.load.FilledQueue;
import acceptbench.load.HalfOpenClients;
import acceptbench.load.LoadClient;
import acceptbench.server.AcceptBatch;
import acceptbench.server.Labelled;
import acceptbench.server.ProcessUsage;
import acceptbench.server.ServerConfig;
import acceptbench.server.ServerProcess;
import acceptbench.server.ServerStats;
import acceptbench.server.StallKind;
import acceptbench.server.WorkerChoice;
import acceptbench.server.strategy.AcceptStrategy;
import java.io.IOException;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /// The accept strategy; `all` stands for every one of the catalogue, and the driver puts in their
  /// names.
  @Param("all")
  public String strategy;

  /// As given to listen(2). The kernel cuts it to `net.core.somaxconn`; JDK sockets make 50 of 0.
  @Param({"50", "128", "511", "1024", "4096"})
  public int backlog;

  /// Threads or processes that serve, where the strategy has a choice.
  @Param("2")
  public int workers;

  /// CPU time that the handler burns for each connection before it greets.
  @Param("100")
  public int handlerMicros;

  /// CPU time that the accepting thread burns for each connection.
  @Param("0")
  public int acceptorMicros;

  /// `net.ipv4.tcp_syncookies` of the namespace: 0 never, 1 when the SYN queue is full, 2 always.
  @Param("1")
  public int syncookies;

  /// `net.ipv4.tcp_abort_on_overflow` of the namespace: 1 resets a connection whose final ACK finds
  /// no room.
  @Param("0")
  public int abortOnOverflow;

  /// What a stalled acceptor does: `pause`, `busy` (burns CPU) or `stop` (SIGSTOP to its process).
  @Param("pause")
  public String stallKind;

  /// How many of the acceptors a stall takes; 0: all.
  @Param("0")
  public int stalledAcceptors;

  /// Connections accepted per wake-up: `usual` for the strategy, `one`, or `all` there are.
  @Param("usual")
  public String acceptBatch;

  /// Which worker gets a connection, with `fd-passing`: `round-robin` or `least-busy`.
  @Param("round-robin")
  public String workerChoice;

  /// `true`: distribution `queueWait`, how long each connection was in the accept queue, to the
  /// kernel's tick. Costs the acceptor a system call each; empty where the strategy can't tell.
  @Param("false")
  public String queueWait;

  /// Who speaks first: `server` greets, or `client` says `send` when its handshake is over.
  @Param("server")
  public String firstByte;

  /// What the client says first, with `\r` and `\n` for line ends; `default`: what the strategy
  /// needs.
  @Param("default")
  public String send;

  /// With strategy `external`: HOST:PORT of a server that listens on this machine.
  @Param("none")
  public String target;

  /// CPUs of the server as taskset(1) has them, `1,4-7`; `auto`: all but the client's.
  @Param("auto")
  public String serverCpus;

  /// JVM arguments of the server, separated by blanks; `default`: none.
  @Param("default")
  public String serverJvm;

  private final RunContext context = RunContext.ofThisFork();
  private Setting sysctls;
  private Endpoint endpoint;
  private @Nullable ServerProcess process;
  private @Nullable ChildWatch killed;
  private ListenerWatch watch;
  private IterationAccount account;

  @Setup(Level.Trial)
  public void start() throws IOException {
    ParentWatch.start();
    clearTheClientsCpu();
    sysctls = Sysctls.ofThisMachine().set(settings());
    if (isExternal()) endpoint = Endpoint.parse(target);
    else endpoint = startProcess();
    watch = new ListenerWatch(endpoint.port());
    account =
        new IterationAccount(
            this::stats,
            () -> process == null ? 0 : process.ownConnections(),
            watch,
            circumstances());
  }

  private Set<Circumstance> circumstances() {
    Set<Circumstance> circumstances = EnumSet.noneOf(Circumstance.class);
    if (context.privateNetwork() && !isExternal()) circumstances.add(Circumstance.OWN_NETWORK);
    if (syncookies == 0) circumstances.add(Circumstance.NO_COOKIES);
    if (dialogue().clientSpeaksFirst()) circumstances.add(Circumstance.CLIENT_SPEAKS_FIRST);
    if (asksQueueWait()) circumstances.add(Circumstance.QUEUE_WAIT);
    return circumstances;
  }

  /// The client spins there while it waits for the next connection to be due, and what took the CPU
  /// from it would look like the server's doing. What the client's JVM compiles, it compiles mostly
  /// while the server sleeps.
  private void clearTheClientsCpu() throws IOException {
    if (context.serverCpus().isEmpty()) return;
    CompilerThreads.standBackOn(context.serverCpus());
  }

  private Endpoint startProcess() throws IOException {
    ServerProcess started = ServerProcess.start(strategy, config(), cpus(), jvmArguments());
    process = started;
    killed =
        ChildWatch.over(started.onExit(), started.pid(), "server " + strategy, started::lastOutput);
    return Endpoint.loopback(started.port());
  }

  private ServerConfig config() {
    return new ServerConfig(
        backlog,
        workers,
        handlerMicros,
        acceptorMicros,
        Labelled.named("stallKind", StallKind.values(), stallKind),
        stalledAcceptors,
        Labelled.named("acceptBatch", AcceptBatch.values(), acceptBatch),
        Labelled.named("workerChoice", WorkerChoice.values(), workerChoice),
        asksQueueWait());
  }

  private boolean asksQueueWait() {
    return Boolean.parseBoolean(queueWait);
  }

  private Map<String, Long> settings() throws IOException {
    Map<String, Long> settings = new LinkedHashMap<>();
    settings.put("net.ipv4.tcp_syncookies", (long) syncookies);
    settings.put("net.ipv4.tcp_abort_on_overflow", (long) abortOnOverflow);
    if (context.privateNetwork()) {
      // With what the kernel remembers of earlier peers it keeps more of their SYNs
      // (tcp_peer_is_proven, net/ipv4/tcp_metrics.c): no cell is to depend on those before it.
      // Where there are cookies it does not ask (tcp_conn_request, net/ipv4/tcp_input.c), and a
      // cell can do without, on a /proc/sys that is read-only say.
      if (syncookies == 0) settings.put("net.ipv4.tcp_no_metrics_save", 1L);
      return settings;
    }
    // The host's are never changed: where they are as asked, that is fine.
    for (Map.Entry<String, Long> setting : settings.entrySet()) {
      long is = Sysctls.ofThisMachine().readLong(setting.getKey());
      if (is != setting.getValue())
        throw new IllegalArgumentException(
            "%s is %d and not %d, and the host's sysctls are never changed"
                .formatted(setting.getKey(), is, setting.getValue()));
    }
    return Map.of();
  }

  /// Where the server runs; empty where that is anywhere.
  BitSet cpus() {
    return serverCpus.equals("auto") ? context.serverCpus() : RunContext.cpus(serverCpus);
  }

  private List<String> jvmArguments() {
    return serverJvm.equals("default") ? List.of() : List.of(serverJvm.trim().split(" +", -1));
  }

  private boolean isExternal() {
    return strategy.equals(EXTERNAL);
  }

  private ServerStats stats() {
    return process == null ? ServerStats.uncounted(new ProcessUsage(0, 0)) : process.stats();
  }

  @TearDown(Level.Trial)
  public void stop() throws IOException {
    account.checkNothingLeaked();
    watch.close();
    if (killed != null) killed.close();
    if (process != null) process.close();
    sysctls.close();
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
    return new LoadClient(endpoint.address(), endpoint.port(), inFlight, dialogue(), both);
  }

  /// Clients that begin a handshake and hear no answer.
  HalfOpenClients halfOpenClients(int count) throws IOException {
    return new HalfOpenClients(endpoint.address(), endpoint.port(), count, dialogue());
  }

  /// Whether the accept queue was full at the last look, of several listeners each one.
  boolean queueWasFull() {
    return watch.wasFull();
  }

  /// Connections that wait in the server's accept queue.
  FilledQueue queue(int connections) throws IOException {
    return new FilledQueue(endpoint.port(), connections, dialogue());
  }

  void lookAtTheQueue() throws IOException {
    watch.sample(0);
  }

  private Dialogue dialogue() {
    String request = isExternal() ? "" : AcceptStrategy.named(strategy).request();
    String opening = send.equals("default") ? request : unescaped(send);
    if (!opening.isEmpty()) return Dialogue.clientSpeaks(opening.getBytes(ISO_8859_1));
    if (firstByte.equals("client")) return Dialogue.clientSpeaks("HELLO?".getBytes(ISO_8859_1));
    return isExternal() ? Dialogue.serverSpeaks() : Dialogue.serverGreets();
  }

  private static String unescaped(String text) {
    return text.replace("\\r", "\r").replace("\\n", "\n");
  }

  IterationAccount account() {
    return account;
  }
}
