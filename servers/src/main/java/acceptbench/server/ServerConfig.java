package acceptbench.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How a server is to accept and what each connection costs it.
///
/// @param backlog as given to listen(2), 0 or more; the kernel cuts it to `net.core.somaxconn`, the
///     JDK's sockets turn 0 into 50, and the real programs take no less than 1
/// @param workers threads, event loops or processes that serve (and, where the strategy shares the
///     accepting, that accept), 1 to 64; no meaning where one thread does everything
/// @param handlerMicros CPU time that the handler burns for each connection, in microseconds
/// @param acceptorMicros CPU time that the accepting thread burns for each connection, in
///     microseconds
/// @param stallKind what stalled acceptors do
/// @param stalledAcceptors how many of the acceptors a stall takes, 1 to 64; 0 means all
/// @param acceptBatch how many connections are accepted per wake-up
/// @param workerChoice which worker gets the next connection, with `fd-passing`
/// @param queueWait whether to ask the kernel how long each connection was in the accept queue,
///     where the strategy has the descriptor
public record ServerConfig(
    int backlog,
    int workers,
    int handlerMicros,
    int acceptorMicros,
    StallKind stallKind,
    int stalledAcceptors,
    AcceptBatch acceptBatch,
    WorkerChoice workerChoice,
    boolean queueWait) {
  /// The most workers: each may be a process.
  public static final int MAX_WORKERS = 64;

  private static final int MAX_MICROS = 10_000_000;

  public ServerConfig {
    within("backlog", backlog, 0, Integer.MAX_VALUE);
    within("workers", workers, 1, MAX_WORKERS);
    within("handlerMicros", handlerMicros, 0, MAX_MICROS);
    within("acceptorMicros", acceptorMicros, 0, MAX_MICROS);
    within("stalledAcceptors", stalledAcceptors, 0, MAX_WORKERS);
  }

  /// With the usual batch, workers in turn, and a stall that pauses all acceptors.
  public ServerConfig(int backlog, int workers, int handlerMicros, int acceptorMicros) {
    this(
        backlog,
        workers,
        handlerMicros,
        acceptorMicros,
        StallKind.PAUSE,
        0,
        AcceptBatch.USUAL,
        WorkerChoice.ROUND_ROBIN,
        false);
  }

  /// The same with another stall.
  ///
  /// @param acceptors how many acceptors it takes; 0 means all
  public ServerConfig withStall(StallKind kind, int acceptors) {
    return new ServerConfig(
        backlog,
        workers,
        handlerMicros,
        acceptorMicros,
        kind,
        acceptors,
        acceptBatch,
        workerChoice,
        queueWait);
  }

  public ServerConfig withAcceptBatch(AcceptBatch batch) {
    return new ServerConfig(
        backlog,
        workers,
        handlerMicros,
        acceptorMicros,
        stallKind,
        stalledAcceptors,
        batch,
        workerChoice,
        queueWait);
  }

  public ServerConfig withWorkerChoice(WorkerChoice choice) {
    return new ServerConfig(
        backlog,
        workers,
        handlerMicros,
        acceptorMicros,
        stallKind,
        stalledAcceptors,
        acceptBatch,
        choice,
        queueWait);
  }

  /// The same, with the kernel asked how long each connection was in the accept queue.
  public ServerConfig withQueueWait() {
    return new ServerConfig(
        backlog,
        workers,
        handlerMicros,
        acceptorMicros,
        stallKind,
        stalledAcceptors,
        acceptBatch,
        workerChoice,
        true);
  }

  /// How many of the acceptors that there are a stall takes.
  public int stalled(int acceptors) {
    return stalledAcceptors == 0 ? acceptors : Math.min(stalledAcceptors, acceptors);
  }

  /// The configuration as arguments of a command line, `name=value` each; [#parse] reads them.
  public List<String> arguments() {
    return List.of(
        "backlog=" + backlog,
        "workers=" + workers,
        "handlerMicros=" + handlerMicros,
        "acceptorMicros=" + acceptorMicros,
        "stallKind=" + stallKind.label(),
        "stalledAcceptors=" + stalledAcceptors,
        "acceptBatch=" + acceptBatch.label(),
        "workerChoice=" + workerChoice.label(),
        "queueWait=" + queueWait);
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
    ServerConfig config =
        new ServerConfig(
            number(values, "backlog"),
            number(values, "workers"),
            number(values, "handlerMicros"),
            number(values, "acceptorMicros"),
            Labelled.named("stallKind", StallKind.values(), text(values, "stallKind")),
            number(values, "stalledAcceptors"),
            Labelled.named("acceptBatch", AcceptBatch.values(), text(values, "acceptBatch")),
            Labelled.named("workerChoice", WorkerChoice.values(), text(values, "workerChoice")),
            Boolean.parseBoolean(text(values, "queueWait")));
    if (!values.isEmpty()) throw new IllegalArgumentException("unknown: " + values.keySet());
    return config;
  }

  private static String text(Map<String, String> values, String name) {
    String value = values.remove(name);
    if (value == null) throw new IllegalArgumentException("missing: " + name);
    return value;
  }

  private static int number(Map<String, String> values, String name) {
    String value = text(values, name);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is not a number: '" + value + "'", e);
    }
  }

  private static void within(String name, int value, int least, int most) {
    if (value < least || value > most)
      throw new IllegalArgumentException(
          "%s %d is not within %d and %d".formatted(name, value, least, most));
  }
}
