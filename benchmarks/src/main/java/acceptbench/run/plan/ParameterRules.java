package acceptbench.run.plan;

import acceptbench.launch.UserError;
import acceptbench.machine.CpuList;
import acceptbench.server.AcceptBatch;
import acceptbench.server.Labelled;
import acceptbench.server.ServerConfig;
import acceptbench.server.StallKind;
import acceptbench.server.WorkerChoice;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the benchmarks' parameters may be, checked before anything is started.
///
/// @param strategies the names in the catalogue
/// @param descriptorLimit how many files a process may open (`ulimit -n`)
/// @param cpus the CPUs that this process may run on
public record ParameterRules(List<String> strategies, long descriptorLimit, BitSet cpus) {
  /// What a client or a server has open besides its connections: the JVM's own files, Netty's,
  /// pipes, epoll descriptors.
  private static final int OTHER_DESCRIPTORS = 200;

  private static final int HOUR_MILLIS = 3_600_000;

  /// Above this a client of one thread can't even make its system calls.
  private static final int MOST_PER_SECOND = 1_000_000;

  /// Each has a local port, of which there are 28,232 (`net.ipv4.ip_local_port_range`), and the
  /// others need some too.
  private static final int MOST_HALF_OPEN = 10_000;

  /// A second less than the time after which the kernel may give half-open connections up.
  private static final int HALF_OPEN_MILLIS = 6_000;

  /// The acceptor pauses once a second, and has to go on in between.
  private static final int LONGEST_PAUSE_MILLIS = 900;

  private static final int TEN_SECONDS_MICROS = 10_000_000;

  /// For a parameter whose annotation has numbers only.
  private static final Range ANY_NUMBER = new Range(0, Integer.MAX_VALUE);

  private static final Map<String, Range> RANGES =
      Map.ofEntries(
          Map.entry("backlog", new Range(0, Integer.MAX_VALUE)),
          Map.entry("workers", new Range(1, ServerConfig.MAX_WORKERS)),
          Map.entry("burst", new Range(1, Integer.MAX_VALUE)),
          Map.entry("halfOpen", new Range(0, MOST_HALF_OPEN)),
          Map.entry("rate", new Range(1, MOST_PER_SECOND)),
          Map.entry("inFlight", new Range(1, Integer.MAX_VALUE)),
          Map.entry("loadMillis", new Range(1, HOUR_MILLIS)),
          Map.entry("pauseMillis", new Range(0, LONGEST_PAUSE_MILLIS)),
          Map.entry("stallMillis", new Range(0, HOUR_MILLIS)),
          Map.entry("patienceMillis", new Range(1, HOUR_MILLIS)),
          Map.entry("handlerMicros", new Range(0, TEN_SECONDS_MICROS)),
          Map.entry("acceptorMicros", new Range(0, TEN_SECONDS_MICROS)),
          Map.entry("stalledAcceptors", new Range(0, ServerConfig.MAX_WORKERS)));

  private static final Map<String, Set<String>> CHOICES =
      Map.of(
          "syncookies", Set.of("0", "1", "2"),
          "abortOnOverflow", Set.of("0", "1"),
          "stallKind", labels(StallKind.values()),
          "acceptBatch", labels(AcceptBatch.values()),
          "workerChoice", labels(WorkerChoice.values()),
          "arrivals", Set.of("constant", "poisson", "closed"),
          "queueWait", Set.of("true", "false"),
          "firstByte", Set.of("server", "client"));

  private static Set<String> labels(Labelled[] values) {
    return Arrays.stream(values).map(Labelled::label).collect(Collectors.toSet());
  }

  /// @param parameters names and values of one cell
  /// @param declared for each name the values that the benchmark's annotation has
  /// @throws UserError naming the parameter, its value, and what it may be
  void check(Map<String, String> parameters, Map<String, List<String>> declared) throws UserError {
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      String value = parameter.getValue();
      boolean fromAnnotation = declared.getOrDefault(name, List.of()).contains(value);
      if (!fromAnnotation) checkValue(name, value, declared.getOrDefault(name, List.of()));
      if (name.equals("burst") || name.equals("inFlight"))
        checkDescriptors(name, value, Range.number(name, value) + number(parameters, "halfOpen"));
    }
    if (parameters.containsKey("halfOpen") && parameters.containsKey("loadMillis"))
      checkHalfOpenLoad(parameters);
  }

  private static long number(Map<String, String> parameters, String name) throws UserError {
    return Range.number(name, parameters.getOrDefault(name, "0"));
  }

  private void checkHalfOpenLoad(Map<String, String> parameters) throws UserError {
    long halfOpen = number(parameters, "halfOpen");
    long millis = number(parameters, "loadMillis") + number(parameters, "patienceMillis");
    if (halfOpen > 0 && millis > HALF_OPEN_MILLIS) {
      throw wrong(
          "patienceMillis",
          parameters.getOrDefault("patienceMillis", ""),
          "with loadMillis that is "
              + millis
              + ", and with half-open clients at most "
              + HALF_OPEN_MILLIS
              + " (HalfOpenBenchmark): the kernel gives half-open connections up after 7 s");
    }
    long connections = number(parameters, "rate") * number(parameters, "loadMillis") / 1_000;
    checkDescriptors("rate", parameters.getOrDefault("rate", ""), connections + halfOpen);
  }

  private void checkValue(String name, String value, List<String> declared) throws UserError {
    boolean number = !declared.isEmpty() && declared.stream().allMatch(v -> v.matches("\\d+"));
    if (RANGES.containsKey(name)) RANGES.get(name).check(name, value);
    else if (number) ANY_NUMBER.check(name, value);
    Set<String> choices = CHOICES.get(name);
    if (choices != null && !choices.contains(value)) {
      throw wrong(name, value, "it is one of " + choices.stream().sorted().toList());
    }
    if (name.equals(Strategies.PARAMETER)) checkStrategy(value);
    if (name.equals("serverCpus")) checkCpus(value);
  }

  private void checkStrategy(String value) throws UserError {
    if (strategies.contains(value)) return;
    throw UserError.usage(
        "unknown strategy '" + value + "'; there are: " + String.join(", ", strategies));
  }

  private void checkCpus(String value) throws UserError {
    Optional<BitSet> list = CpuList.parse(value);
    if (list.isEmpty()) throw wrong("serverCpus", value, "write CPUs as 1 or 1-3,5");
    BitSet missing = (BitSet) list.get().clone();
    missing.andNot(cpus);
    if (missing.isEmpty()) return;
    throw wrong(
        "serverCpus", value, "this process may run on CPUs " + CpuList.format(cpus) + " only");
  }

  private void checkDescriptors(String name, String value, long connections) throws UserError {
    if (connections + OTHER_DESCRIPTORS <= descriptorLimit) return;
    throw wrong(
        name,
        value,
        "needs "
            + (connections + OTHER_DESCRIPTORS)
            + " file descriptors in one process (one per connection, and "
            + OTHER_DESCRIPTORS
            + " for the rest), but the limit is "
            + descriptorLimit
            + "; raise it with ulimit -n");
  }

  private static UserError wrong(String name, String value, String why) {
    return UserError.usage(name + "=" + value + ": " + why);
  }

  private record Range(long low, long high) {
    void check(String name, String value) throws UserError {
      long number = number(name, value);
      if (number < low || number > high) {
        throw wrong(name, value, "it has to be from " + low + " to " + high);
      }
    }

    static long number(String name, String value) throws UserError {
      try {
        return Long.parseLong(value);
      } catch (NumberFormatException e) {
        throw wrong(name, value, "not a whole number");
      }
    }
  }
}
