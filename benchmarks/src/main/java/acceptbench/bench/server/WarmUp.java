package acceptbench.bench.server;

import acceptbench.linux.socket.Endpoint;
import acceptbench.load.Dialogue;
import acceptbench.load.LoadClient;
import acceptbench.load.arrival.ClosedLoopArrivals;
import acceptbench.load.arrival.ConstantRateArrivals;
import acceptbench.load.arrival.LoadPlan;
import acceptbench.load.queue.DepthProbe;
import acceptbench.server.ServerProcess;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Connections that are served before anything is measured, in a closed loop, in which no queue
/// overflows: so that client and server have compiled what they run.
///
/// For most of them the work that the server does is cut short
/// ([acceptbench.server.AcceptServer.Warming]). The last tenth gets all of it, so that what is
/// compiled for the queue, batches and threads is what the real work makes of them.
///
/// @param connections how many are asked for
/// @param backlog of the queue that they may not overflow
record WarmUp(int connections, int backlog) {
  /// How many at a time, where the backlog is not less.
  private static final int MOST_IN_FLIGHT = 8;

  /// One in this many connections gets all of the server's work.
  private static final int IN_FULL = 10;

  /// After that nobody waits for a slow server: it has settled, or never will in a run.
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /// Half a second for all: the compiler has seen enough of that code then.
  private static final int BURSTS = 5;

  static final int BURST = 1_000;
  private static final int BURST_RATE = 10_000;

  /// If the server doesn't serve, the first iteration says what is wrong with it.
  ///
  /// @param process the server's; null where it is not ours
  /// @return how many were served: fewer than asked for where that took too long
  long serve(Endpoint server, Dialogue dialogue, @Nullable ServerProcess process)
      throws IOException {
    if (connections == 0) return 0;
    long deadline = System.nanoTime() + LONGEST_NANOS;
    int inFlight = Math.clamp(backlog, 1, MOST_IN_FLIGHT);
    int inFull = process == null ? connections : Math.ceilDiv(connections, IN_FULL);
    try (LoadClient client = new LoadClient(server, inFlight, dialogue, DepthProbe.NONE)) {
      try {
        if (process != null) process.warming(true);
        run(client, inFlight, connections - inFull, deadline);
        if (process != null) process.warming(false);
        run(client, inFlight, inFull, deadline);
      } catch (IllegalStateException nobodyServes) {
        // All that it can have are ghosts, or timed out.
        if (process != null) process.warming(false);
      }
      return client.latencies().firstByte().getTotalCount();
    }
  }

  /// Bursts at an even rate: for the client, other code than the closed loop's.
  ///
  /// @param server one whose queue has room for all of a burst
  /// @param depth looks as it will in what is measured
  static void fire(Endpoint server, Dialogue dialogue, DepthProbe depth) throws IOException {
    try (LoadClient client = new LoadClient(server, BURST, dialogue, depth)) {
      for (int i = 0; i < BURSTS; i++) {
        client.reset();
        client.run(
            new LoadPlan(new ConstantRateArrivals(BURST_RATE), BURST, PATIENCE_NANOS, List.of()));
      }
    }
  }

  private static void run(LoadClient client, int inFlight, int count, long deadline)
      throws IOException {
    long left = deadline - System.nanoTime();
    if (count == 0 || left <= 0) return;
    client.run(
        new LoadPlan(new ClosedLoopArrivals(inFlight), count, left, PATIENCE_NANOS, List.of()));
  }
}
