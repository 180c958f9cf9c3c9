package acceptbench.server.parameter;

import acceptbench.linux.socket.Endpoint;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How a server is to accept and what each connection costs it: the home of the server's
/// parameters, each with its name, what it means, its usual value and what else it may be.
///
/// Made by [#usual], [#with] and [#parse], which check every value; not by the constructor, which
/// does not. A parameter that is added here is passed on to the server and its worker processes,
/// and checked before a run begins; a test asks for the field of its name in
/// `acceptbench.bench.server.ServerParameters`, by which JMH knows it.
public record ServerConfig(
    @Parameter(
            usual = "128",
            oneOf = "default",
            orNumber = true,
            from = Integer.MIN_VALUE,
            means =
                "As given to listen(2); default: the server's own, where it has one. The kernel"
                    + " takes it as unsigned (-1 is more than any limit) and cuts it to"
                    + " net.core.somaxconn; JDK sockets make 50 of what is below 1, and the real"
                    + " programs take no less than 1.")
        Backlog backlog,
    @Parameter(
            usual = "2",
            from = 1,
            to = ServerConfig.MAX_WORKERS,
            means =
                "Threads, event loops or processes that serve and, where the strategy shares the"
                    + " accepting, accept. No meaning where one thread does everything.")
        int workers,
    @Parameter(
            usual = "100",
            to = ServerConfig.TEN_SECONDS_MICROS,
            means = "CPU time that the handler burns for each connection before it greets.")
        int handlerMicros,
    @Parameter(
            usual = "0",
            to = ServerConfig.TEN_SECONDS_MICROS,
            means = "CPU time that the accepting thread burns for each connection.")
        int acceptorMicros,
    @Parameter(
            usual = "pause",
            means =
                "What a stalled acceptor does: it waits, burns CPU (busy), or is stopped with its"
                    + " whole process (SIGSTOP); with descriptors that process has none left, and"
                    + " does what it does about that.")
        StallKind stallKind,
    @Parameter(
            usual = "0",
            to = ServerConfig.MAX_WORKERS,
            means = "How many of the acceptors a stall takes; 0: all.")
        int stalledAcceptors,
    @Parameter(
            usual = AcceptBatch.USUAL_TEXT,
            oneOf = {AcceptBatch.USUAL_TEXT, AcceptBatch.ONE_TEXT, AcceptBatch.ALL_TEXT},
            orNumber = true,
            from = 2,
            to = ServerConfig.MOST_AT_ONCE,
            means =
                "Connections accepted per wake-up: what is usual for the strategy, one, that many"
                    + " at most, or all there are.")
        AcceptBatch acceptBatch,
    @Parameter(
            usual = "round-robin",
            only = "fd-passing",
            means = "Which worker gets a connection, with fd-passing.")
        WorkerChoice workerChoice,
    @Parameter(
            usual = "exclusive",
            only = "shared-epoll",
            means =
                "Whom a connection wakes, with shared-epoll: one thread (EPOLLEXCLUSIVE), all that"
                    + " wait (herd), or one, each thread going to the end of the row after every 16"
                    + " accepts (re-add, as nginx).")
        EpollWake epollWake,
    @Parameter(
            usual = "false",
            only = "nginx",
            means =
                "With nginx, whether its workers take turns in waiting for connections"
                    + " (accept_mutex, its default before 1.11.3).")
        boolean acceptMutex,
    @Parameter(
            usual = "false",
            only = "nginx",
            means =
                "With nginx, whether each worker has a listener of its own (listen … reuseport),"
                    + " and so an accept queue.")
        boolean reuseport,
    @Parameter(
            usual = "cpu",
            only = "reuseport-cbpf",
            means = "Which listener gets a connection, with reuseport-cbpf: the CPU's, or any.")
        Steering steering,
    @Parameter(
            usual = "8192",
            only = "connection-limit",
            from = 1,
            to = ServerConfig.MOST_AT_ONCE,
            means =
                "How many connections are open at most, with connection-limit (8192 is Tomcat's).")
        int maxConnections,
    @Parameter(
            usual = "wait",
            only = "connection-limit",
            means =
                "What connection-limit does when so many are open: it accepts nobody until one is"
                    + " closed (wait), or accepts and closes at once (close).")
        AtLimit atLimit,
    @Parameter(
            usual = "0",
            to = ServerConfig.HOUR_SECONDS,
            means =
                "TCP_DEFER_ACCEPT of the listener, in seconds, for clients that speak first: the"
                    + " server does not get a connection before its client has sent something, or"
                    + " about so long; 0: as soon as it is complete. The real programs have their"
                    + " own: nginx and haproxy 1, apache 30.")
        int deferAccept,
    @Parameter(
            usual = "false",
            means =
                "Whether there is a distribution queueWait.kernel: how long each connection was in"
                    + " the accept queue by the kernel's clock, to its tick. Costs the acceptor a"
                    + " system call each; empty where the strategy can't tell.")
        boolean queueWait,
    @Parameter(
            usual = "true",
            means =
                "Whether the acceptors note when they accepted each connection, so that there are"
                    + " queueWait, dispatch and backlog.needed. Costs an acceptor up to 1 µs"
                    + " each.")
        boolean notes,
    @Parameter(
            usual = "127.0.0.1",
            oneOf = {"127.0.0.1", "::1", "::"},
            means =
                "Where the server listens, and so what its clients speak: IPv4 at 127.0.0.1, IPv6"
                    + " at ::1; at :: it takes both, as Java's servers do unless told otherwise,"
                    + " and every second client comes by IPv6 (::1), the others by IPv4"
                    + " (127.0.0.1).")
        String address,
    @Parameter(
            usual = ServerConfig.NO_COMMAND,
            only = "command",
            means =
                "With strategy command: the program to start, with its arguments, split into words"
                    + " as by a shell (there is none); {port}, {backlog} and {workers} stand for"
                    + " what it is told. A comma is written \\,.")
        String command,
    @Parameter(
            usual = ServerConfig.ANY_PORT,
            only = "command",
            oneOf = ServerConfig.ANY_PORT,
            orNumber = true,
            from = 1,
            to = ServerConfig.MOST_PORT,
            means =
                "With strategy command: where the program listens; auto: a free port, which the"
                    + " command has to tell it by {port}.")
        String port,
    @Parameter(
            usual = "20000",
            only = "command",
            from = 1,
            to = ServerConfig.MINUTE_MILLIS,
            means = "With strategy command: how long it may take until somebody listens.")
        int listenMillis) {
  /// The most workers: each may be a process.
  static final int MAX_WORKERS = 64;

  static final int MOST_AT_ONCE = 1_000_000;

  static final int TEN_SECONDS_MICROS = 10_000_000;
  static final int MINUTE_MILLIS = 60_000;
  static final int HOUR_SECONDS = 3_600;
  static final int MOST_PORT = 65_535;

  /// The value of `command` that means none.
  public static final String NO_COMMAND = "none";

  /// The value of `port` that means any free one.
  public static final String ANY_PORT = "auto";

  private static final Map<String, NamedParameter> PARAMETERS = declared();

  private static final ServerConfig USUAL = read(usualValues());

  private static Map<String, NamedParameter> declared() {
    Map<String, NamedParameter> parameters = new LinkedHashMap<>();
    Arrays.stream(ServerConfig.class.getRecordComponents())
        .map(NamedParameter::of)
        .forEach(parameter -> parameters.put(parameter.name(), parameter));
    return parameters;
  }

  private static Map<String, String> usualValues() {
    Map<String, String> values = new HashMap<>();
    PARAMETERS.forEach((name, parameter) -> values.put(name, parameter.declared().usual()));
    return values;
  }

  /// The server's parameters, in the order in which they are declared.
  public static Collection<NamedParameter> parameters() {
    return PARAMETERS.values();
  }

  /// Every parameter at its usual value.
  public static ServerConfig usual() {
    return USUAL;
  }

  /// The same with another value of one parameter.
  ///
  /// @param value of the parameter's type, or its text
  /// @throws IllegalArgumentException naming the parameter that there is not, or the value that it
  ///     can't have
  public ServerConfig with(String parameter, Object value) {
    Map<String, String> values = values();
    if (values.replace(parameter, NamedParameter.text(value)) == null)
      throw new IllegalArgumentException(
          "a server has no parameter '%s'; there are %s"
              .formatted(parameter, String.join(", ", PARAMETERS.keySet())));
    return read(values);
  }

  /// How many acceptors a stall stops.
  ///
  /// @param acceptors how many there are
  public int stalled(int acceptors) {
    return stalledAcceptors == 0 ? acceptors : Math.min(stalledAcceptors, acceptors);
  }

  /// Whether the server is a program that the user names.
  public boolean hasCommand() {
    return !command.equals(NO_COMMAND);
  }

  /// Where the server listens, for Java's sockets.
  public InetAddress listeningAt() {
    return InetAddress.ofLiteral(address);
  }

  /// Where clients find a server of this configuration, the server itself included.
  public Endpoint endpoint(int port) {
    return Endpoint.of(address, port);
  }

  /// The configuration as arguments of a command line, `name=value` each; [#parse] reads them.
  public List<String> arguments() {
    return values().entrySet().stream().map(it -> it.getKey() + "=" + it.getValue()).toList();
  }

  /// Reads what [#arguments] wrote. All of them have to be there, in any order, and no others.
  ///
  /// @throws IllegalArgumentException naming the argument that is wrong
  public static ServerConfig parse(List<String> arguments) {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 0) throw new IllegalArgumentException("not NAME=VALUE: '" + argument + "'");
      values.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    ServerConfig config = read(values);
    values.keySet().removeAll(PARAMETERS.keySet());
    if (!values.isEmpty()) throw new IllegalArgumentException("unknown: " + values.keySet());
    return config;
  }

  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    try {
      for (RecordComponent component : ServerConfig.class.getRecordComponents())
        values.put(component.getName(), NamedParameter.text(component.getAccessor().invoke(this)));
      return values;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("an accessor of a public record", e);
    }
  }

  private static ServerConfig read(Map<String, String> values) {
    List<Object> components = new ArrayList<>();
    for (NamedParameter parameter : PARAMETERS.values()) {
      String value = values.get(parameter.name());
      if (value == null) throw new IllegalArgumentException("missing: " + parameter.name());
      components.add(parameter.read(value));
    }
    try {
      return (ServerConfig)
          ServerConfig.class.getConstructors()[0].newInstance(components.toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the constructor of a public record", e);
    }
  }

  /// Which of several listeners on a port gets a connection, where a program in the kernel decides.
  public enum Steering implements Labelled {
    /// That of the CPU on which the connection came in.
    CPU("cpu"),

    /// Any, by chance.
    RANDOM("random");

    private final String label;

    Steering(String label) {
      this.label = label;
    }

    @Override
    public String label() {
      return label;
    }
  }
}
