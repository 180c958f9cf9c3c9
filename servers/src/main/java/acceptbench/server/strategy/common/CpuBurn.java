package acceptbench.server.strategy.common;

import acceptbench.linux.process.CpuClock;

/// Work that costs a fixed amount of CPU time, in place of what a real handler would do.
///
/// It is CPU time of the calling thread, not wall time: a thread that has to share its CPU takes
/// longer, as it would with real work. It overshoots by at most one reading of the clock. Zero
/// costs nothing.
public final class CpuBurn {
  private final long nanos;

  public CpuBurn(int micros) {
    nanos = micros * 1_000L;
  }

  public void run() {
    if (nanos == 0) return;
    long end = CpuClock.threadNanos() + nanos;
    while (CpuClock.threadNanos() < end) Thread.onSpinWait();
  }
}
