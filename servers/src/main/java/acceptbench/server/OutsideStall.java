package acceptbench.server;

import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.parameter.StallKind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps a server's processes from accepting without asking the server, and tells from when to when
/// it did.
final class OutsideStall {
  private final ServerConfig config;
  private final List<Long> pids;
  private final Map<Long, Integer> atRest;
  private @Nullable HeldProcesses held;
  private long cpuNanosBefore;

  /// @param pids the processes that accept, which have no connection now
  OutsideStall(ServerConfig config, List<Long> pids) throws IOException {
    this.config = config;
    this.pids = List.copyOf(pids);
    this.atRest = StarvedProcesses.atRest(pids);
  }

  boolean isGoingOn() {
    return held != null;
  }

  /// Returns when as many of them as configured stand still.
  ///
  /// @param acceptors how many acceptors they have together, as far as that is known
  /// @param ownConnections see [Stalled]
  Stalled begin(int acceptors, long ownConnections) throws IOException {
    int count = config.stalled(pids.size());
    held = hold(pids.subList(0, count));
    cpuNanosBefore = ProcessUsage.cpuNanos(pids);
    // Several acceptors of one process are held together.
    return new Stalled(
        Math.max(count, count * acceptors / pids.size()), ownConnections, System.nanoTime());
  }

  private HeldProcesses hold(List<Long> some) throws IOException {
    return config.stallKind() == StallKind.STOP
        ? StoppedProcesses.stop(some)
        : StarvedProcesses.starve(some, atRest);
  }

  /// Lets them go on.
  ///
  /// @throws IllegalStateException where there is no stall
  Resumed end() throws IOException {
    if (held == null) throw new IllegalStateException("not stalled");
    long burned = ProcessUsage.cpuNanos(pids) - cpuNanosBefore;
    // Whoever is let go may accept before this thread goes on.
    Resumed resumed = new Resumed(System.nanoTime(), Math.max(0, burned));
    held.resume();
    held = null;
    return resumed;
  }
}
