package acceptbench.server.strategy.common;

import acceptbench.linux.process.CpuClock;
import acceptbench.server.AcceptServer.Warming;
import acceptbench.server.parameter.ServerConfig;

/// What a connection costs a server on top of being accepted and greeted, in place of what a real
/// one would do. The one home of that: a new kind of work is added here, and all strategies do it.
///
/// It is CPU time of the calling thread, not wall time: a thread that has to share its CPU takes
/// longer, as it would with real work. It overshoots by at most one reading of the clock. Zero
/// costs nothing.
public final class Work {
  /// What it takes while the process is warmed up: the clock is read some ten times.
  private static final long WARMING_NANOS = 5_000;

  private final long nanos;

  private Work(int micros) {
    nanos = micros * 1_000L;
  }

  /// What the accepting thread does, once it has the connection.
  public static Work ofAcceptor(ServerConfig config) {
    return new Work(config.acceptorMicros());
  }

  /// What the handler does, before it greets.
  public static Work ofHandler(ServerConfig config) {
    return new Work(config.handlerMicros());
  }

  /// Returns when it is done.
  public void run() {
    if (nanos == 0) return;
    long length = Warming.isOn() ? Math.min(nanos, WARMING_NANOS) : nanos;
    long end = CpuClock.threadNanos() + length;
    while (CpuClock.threadNanos() < end) Thread.onSpinWait();
  }
}
