package acceptbench.bench.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import acceptbench.load.Dialogue;
import acceptbench.server.parameter.NamedParameter;
import acceptbench.server.parameter.Parameter;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.server.strategy.ControlArm;
import acceptbench.server.strategy.Trait;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// The parameters that all benchmarks share: those of the server, of its surroundings, and of how
/// it is spoken to. Each is a field, which JMH sets; what follows from several is asked here.
@State(Scope.Benchmark)
public abstract class ServerParameters {
  /// Stands for a server that is there already, at [#target].
  public static final String EXTERNAL = "external";

  /// Which CPUs are whose is left to the suite.
  public static final String AUTO_CPUS = "auto";

  /// As many CPUs as [acceptbench.linux.process.CpuAffinity] knows.
  private static final int MOST_CLIENTS = 1_024;

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

  @Param("exclusive")
  public String epollWake;

  @Param("false")
  public String acceptMutex;

  @Param("false")
  public String reuseport;

  @Param("cpu")
  public String steering;

  @Param("8192")
  public int maxConnections;

  @Param("wait")
  public String atLimit;

  @Param("0")
  public int deferAccept;

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

  @Param("default")
  @Parameter(
      oneOf = "default",
      orNumber = true,
      from = 4,
      means =
          "net.ipv4.tcp_max_syn_backlog of the namespace, which bounds half-open connections where"
              + " there are no cookies; default: what a new namespace has.")
  public String maxSynBacklog;

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

  @Param("1")
  @Parameter(
      from = 1,
      to = MOST_CLIENTS,
      means =
          "How many load clients share the load, each a thread on a CPU of its own; -t N is the"
              + " same.")
  public int clients;

  @Param(AUTO_CPUS)
  @Parameter(
      means =
          "CPUs of the load clients: 3, 4-7 or 3+5, of which each client takes one, and nobody the"
              + " others; auto: the last ones, as many as there are clients.")
  public String clientCpus;

  @Param(AUTO_CPUS)
  @Parameter(
      means =
          "CPUs of the server: 1, 4-7 or 1+4-7; auto: all but the clients', or all where that"
              + " leaves none.")
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

  @Param("0")
  @Parameter(
      to = 10_000_000,
      means =
          "How many connections the client makes to another server (epoll), and then five bursts,"
              + " before the one that is measured starts: with warmConnections=0 a server that is"
              + " cold meets a client that is not. 0: none.")
  public int clientWarmConnections;

  /// Reads the fields that have the names of the server's parameters. Somebody else's server may
  /// listen anywhere on this machine.
  final ServerConfig config() {
    ServerConfig config = ServerConfig.usual();
    try {
      for (NamedParameter parameter : ServerConfig.parameters()) {
        if (isExternal() && parameter.name().equals("address")) continue;
        Object value = ServerParameters.class.getField(parameter.name()).get(this);
        config = config.with(parameter.name(), value);
      }
      return config;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a parameter of the server has no field here", e);
    }
  }

  final boolean isExternal() {
    return isExternal(strategy);
  }

  final boolean has(Trait trait) {
    return !isExternal() && AcceptStrategy.named(strategy).has(trait);
  }

  /// Whether a strategy is a server that is there already.
  public static boolean isExternal(String strategy) {
    return ControlArm.strategy(strategy).equals(EXTERNAL);
  }

  final Dialogue dialogue() {
    String request = isExternal() ? "" : AcceptStrategy.named(strategy).request();
    if (!send.equals(Opening.DEFAULT)) return Dialogue.clientSpeaks(Opening.parse(send));
    if (!request.isEmpty()) return Dialogue.clientSpeaks(request.getBytes(ISO_8859_1));
    if (firstByte.equals("client"))
      return Dialogue.clientSpeaks(Opening.USUAL.getBytes(ISO_8859_1));
    boolean usersOwn = isExternal() || has(Trait.NAMED_BY_USER);
    return usersOwn ? Dialogue.serverSpeaks() : Dialogue.serverGreets();
  }
}
