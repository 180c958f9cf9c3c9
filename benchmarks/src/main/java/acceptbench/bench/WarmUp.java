package acceptbench.bench;

import acceptbench.load.DepthProbe;
import acceptbench.load.Dialogue;
import acceptbench.load.LoadClient;
import acceptbench.load.LoadPlan;
import acceptbench.load.arrival.ClosedLoopArrivals;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Connections that are served before anything is measured, in a closed loop, in which no queue
/// overflows: so that client and server have compiled what they run.
///
/// @param connections how many are asked for
/// @param backlog of the queue that they may not overflow
record WarmUp(int connections, int backlog) {
  /// How many at a time, where the backlog is not less.
  private static final int MOST_IN_FLIGHT = 8;

  /// After that nobody waits for a slow server: it has settled, or never will in a run.
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /// Where the server does not serve, the first iteration tells what is wrong with it.
  ///
  /// @return how many were served: fewer than asked for where that took too long
  long serve(Endpoint endpoint, Dialogue dialogue) throws IOException {
    if (connections == 0) return 0;
    int inFlight = Math.clamp(backlog, 1, MOST_IN_FLIGHT);
    LoadPlan plan =
        new LoadPlan(
            new ClosedLoopArrivals(inFlight),
            connections,
            LONGEST_NANOS,
            PATIENCE_NANOS,
            List.of());
    try (LoadClient client =
        new LoadClient(endpoint.address(), endpoint.port(), inFlight, dialogue, DepthProbe.NONE)) {
      try {
        client.run(plan);
      } catch (IllegalStateException nobodyServes) {
        // All that it can have are ghosts, or timed out.
      }
      return client.latencies().firstByte().getTotalCount();
    }
  }
}
