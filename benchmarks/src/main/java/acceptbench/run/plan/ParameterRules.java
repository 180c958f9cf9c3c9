package acceptbench.run.plan;

import acceptbench.bench.DrainBenchmark;
import acceptbench.bench.OpenLoop;
import acceptbench.bench.RateLoad;
import acceptbench.bench.server.Opening;
import acceptbench.bench.server.RunContext;
import acceptbench.bench.server.ServerParameters;
import acceptbench.launch.UserError;
import acceptbench.linux.process.CpuList;
import acceptbench.machine.OpenFiles;
import acceptbench.server.parameter.NamedParameter;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.server.strategy.ControlArm;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks the benchmarks' parameters before anything is started. The range of a single parameter is
/// declared with it ([acceptbench.server.parameter.Parameter]); here are the rules that depend
/// on the machine, or on several parameters together.
///
/// @param strategies the names in the catalogue
/// @param descriptorLimit how many files a process may open (`ulimit -n`)
/// @param cpus the CPUs that this process may run on
public record ParameterRules(List<String> strategies, long descriptorLimit, BitSet cpus) {
  /// A second less than the time after which the kernel may give half-open connections up.
  private static final int HALF_OPEN_MILLIS = 6_000;

  /// @throws UserError naming the parameter, its value, and what it may be
  void check(PlannedCell cell) throws UserError {
    Map<String, String> parameters = cell.parameters();
    for (BenchmarkParameter each : BenchmarkParameter.of(BenchmarkParameter.type(cell.entry()))) {
      String value = parameters.get(each.parameter().name());
      if (value != null && !each.measured().contains(value)) checkValue(each.parameter(), value);
    }
    new ClientRules(cpus).check(cell);
    checkDeferAccept(parameters);
    if (cell.entry().getUserClassQName().equals(DrainBenchmark.class.getName()))
      checkLimitOfDrain(cell);
    if (parameters.containsKey("burst"))
      checkDescriptors(
          "burst",
          parameters.get("burst"),
          number(parameters, "burst") + number(parameters, "halfOpen"));
    if (parameters.containsKey("arrivals")) checkArrivals(parameters);
    if (parameters.containsKey("halfOpen") && parameters.containsKey("loadMillis"))
      checkHalfOpenLoad(parameters);
  }

  /// The value of a parameter that was checked before; 0 if the benchmark does not have it.
  private static long number(Map<String, String> parameters, String name) {
    return Long.parseLong(parameters.getOrDefault(name, "0"));
  }

  /// A server that speaks first would greet each client about a second late, or more: the law
  /// `defer-accept`.
  private static void checkDeferAccept(Map<String, String> parameters) throws UserError {
    boolean clientSpeaks =
        !parameters.getOrDefault("firstByte", "").equals("server")
            || !parameters.getOrDefault("send", Opening.DEFAULT).equals(Opening.DEFAULT);
    if (number(parameters, "deferAccept") == 0 || clientSpeaks) return;
    String strategy = parameters.getOrDefault(Strategies.PARAMETER, "");
    boolean isAsked =
        !ServerParameters.isExternal(strategy)
            && !AcceptStrategy.named(strategy).request().isEmpty();
    if (!isAsked)
      throw wrong(
          "deferAccept",
          parameters.getOrDefault("deferAccept", ""),
          "it lets a server wait until its client has spoken, and here the server speaks first; add"
              + " -p firstByte=client");
  }

  /// Its clients close when the last of them has been greeted.
  private static void checkLimitOfDrain(PlannedCell cell) throws UserError {
    Map<String, String> parameters = cell.parameters();
    String strategy = ControlArm.strategy(parameters.getOrDefault(Strategies.PARAMETER, ""));
    if (!strategy.equals(AcceptStrategy.CONNECTION_LIMIT.label())) return;
    long burst = number(parameters, "burst");
    // -1 is more than any limit.
    boolean bounded = parameters.getOrDefault("backlog", "").matches("\\d+");
    long waiting = bounded ? Math.min(burst, number(parameters, "backlog") + 1) : burst;
    if (number(parameters, "maxConnections") < waiting)
      throw wrong(
          "maxConnections",
          parameters.getOrDefault("maxConnections", ""),
          "the clients of DrainBenchmark stay until the last one is greeted; make it "
              + waiting
              + " or more");
  }

  private void checkArrivals(Map<String, String> parameters) throws UserError {
    boolean closed = RateLoad.CLOSED.equals(parameters.get("arrivals"));
    try {
      long open =
          RateLoad.mostOpen(
              closed,
              (int) number(parameters, "inFlight"),
              (int) number(parameters, "rate"),
              (int) number(parameters, "loadMillis"),
              (int) number(parameters, "holdMillis"));
      String name = closed ? "inFlight" : "rate";
      checkDescriptors(name, parameters.getOrDefault(name, ""), open);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e);
    }
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
    long connections = connections(parameters);
    checkDescriptors("rate", parameters.getOrDefault("rate", ""), connections + halfOpen);
  }

  private static int connections(Map<String, String> parameters) throws UserError {
    try {
      return new OpenLoop((int) number(parameters, "rate"), (int) number(parameters, "loadMillis"))
          .connections();
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e);
    }
  }

  private void checkValue(NamedParameter parameter, String value) throws UserError {
    try {
      parameter.read(value);
      if (parameter.name().equals("send") && !value.equals(Opening.DEFAULT)) Opening.parse(value);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e);
    }
    if (parameter.name().equals(Strategies.PARAMETER)) checkStrategy(value);
    if (parameter.name().endsWith("Cpus")) checkCpus(parameter.name(), value);
  }

  private void checkStrategy(String value) throws UserError {
    if (strategies.contains(ControlArm.strategy(value))) return;
    throw UserError.usage(
        "unknown strategy '" + value + "'; there are: " + String.join(", ", strategies));
  }

  private void checkCpus(String name, String value) throws UserError {
    Optional<BitSet> list = RunContext.cpus(value);
    if (list.isEmpty()) throw wrong(name, value, "write CPUs as 1, 4-7 or 1+4-7");
    BitSet missing = (BitSet) list.get().clone();
    missing.andNot(cpus);
    if (missing.isEmpty()) return;
    throw wrong(name, value, "this process may run on CPUs " + CpuList.format(cpus) + " only");
  }

  private void checkDescriptors(String name, String value, long connections) throws UserError {
    long needed = OpenFiles.neededBy(connections);
    if (needed <= descriptorLimit) return;
    throw wrong(
        name,
        value,
        "needs "
            + needed
            + " file descriptors in one process (one per connection, and "
            + OpenFiles.BESIDE_CONNECTIONS
            + " for the rest), but the limit is "
            + descriptorLimit
            + "; raise it with ulimit -n");
  }

  private static UserError wrong(String name, String value, String why) {
    return UserError.usage(name + "=" + value + ": " + why);
  }
}
