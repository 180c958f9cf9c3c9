package acceptbench.machine;

import java.util.List;

/// What takes the CPU away from this process.
///
/// @param disturbances what others took
/// @param longestPauseNanos the longest time for which a thread that wanted to run could not
record CpuNoise(List<CheckResult> disturbances, long longestPauseNanos) {
  private static final int MEASURE_MILLIS = 3000;

  /// Takes about 3 seconds, on one CPU.
  static CpuNoise measure(Machine machine, CpuPlan cpus) {
    Disturbances disturbances = Disturbances.from(machine, cpus);
    long end = System.nanoTime() + MEASURE_MILLIS * 1_000_000L;
    long longest = 0;
    long last = System.nanoTime();
    while (last < end) {
      long now = System.nanoTime();
      longest = Math.max(longest, now - last);
      last = now;
    }
    return new CpuNoise(disturbances.untilNow(), longest);
  }
}
