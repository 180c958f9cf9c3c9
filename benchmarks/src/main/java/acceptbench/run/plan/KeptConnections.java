package acceptbench.run.plan;

import acceptbench.bench.DrainBenchmark;
import acceptbench.launch.UserError;

/// Which plans have connections of which each could be kept (`--connections`).
public final class KeptConnections {
  private KeptConnections() {}

  /// Refuses a plan that would be measured without one.
  ///
  /// @throws UserError saying why
  public static void check(Plan plan) throws UserError {
    if (plan.cells().stream().allMatch(KeptConnections::hasNone))
      throw UserError.usage(
          "--connections: DrainBenchmark has no load client whose connections could be kept; leave"
              + " it out, or add another benchmark");
  }

  private static boolean hasNone(PlannedCell cell) {
    return BenchmarkParameter.type(cell.entry()).equals(DrainBenchmark.class);
  }
}
