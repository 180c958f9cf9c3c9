package acceptbench.run.plan;

import acceptbench.bench.DrainBenchmark;
import acceptbench.bench.HalfOpenBenchmark;
import acceptbench.bench.RateLoad;
import acceptbench.bench.server.ServerParameters;
import acceptbench.launch.UserError;
import acceptbench.linux.process.CpuList;
import java.util.BitSet;
import java.util.Map;

/// Which loads several clients may share, and on which CPUs.
///
/// @param cpus those that this process may run on
record ClientRules(BitSet cpus) {
  /// Benchmarks with one client, and why.
  private static final Map<Class<?>, String> ONE =
      Map.of(
          DrainBenchmark.class, "its client sleeps while the queue is emptied, and is no limit",
          HalfOpenBenchmark.class, "it shows what becomes of SYNs, not how fast clients can be");

  /// @throws UserError naming the parameter, its value, and what it may be
  void check(PlannedCell cell) throws UserError {
    int clients = (int) cell.number("clients");
    if (clients == 0) return;
    String given = "clients=" + clients + " (-t): ";
    String alone = ONE.get(BenchmarkParameter.type(cell.entry()));
    if (clients > 1 && alone != null)
      throw UserError.usage(given + cell.entry().getUserClassQName() + " has one: " + alone);
    if (clients > Math.max(1, cpus.cardinality()))
      throw UserError.usage(
          "%seach needs a CPU of its own, and this process may run on %d (%s)"
              .formatted(given, cpus.cardinality(), CpuList.format(cpus)));
    checkList(cell);
    long most = mostAtOnce(cell.parameters());
    if (clients > 1 && most < clients)
      throw UserError.usage(given + "the load has " + most + " connections to share at most");
  }

  private void checkList(PlannedCell cell) throws UserError {
    String list = cell.parameters().getOrDefault("clientCpus", ServerParameters.AUTO_CPUS);
    if (list.equals(ServerParameters.AUTO_CPUS)) return;
    try {
      cell.cpus(cpus);
    } catch (IllegalArgumentException e) {
      throw UserError.usage("clientCpus=" + list + ": " + e.getMessage());
    }
  }

  /// How many connections there are, or may be in flight.
  private static long mostAtOnce(Map<String, String> parameters) {
    if (RateLoad.CLOSED.equals(parameters.get("arrivals")))
      return Long.parseLong(parameters.getOrDefault("inFlight", "1"));
    return Long.parseLong(parameters.getOrDefault("burst", Integer.toString(Integer.MAX_VALUE)));
  }
}
