package acceptbench.machine;

/// What takes the CPU away from this process.
///
/// @param stolenShare of the machine's CPU time, that the hypervisor gave to others (proc_stat(5))
/// @param longestPauseNanos for which a thread that wanted to run could not
record CpuNoise(double stolenShare, long longestPauseNanos) {
  private static final int MEASURE_MILLIS = 3000;

  /// Takes about 3 seconds, on one CPU.
  static CpuNoise measure(Machine machine) {
    Machine.CpuTimes before = machine.cpuTimes();
    long end = System.nanoTime() + MEASURE_MILLIS * 1_000_000L;
    long longest = 0;
    long last = System.nanoTime();
    while (last < end) {
      long now = System.nanoTime();
      longest = Math.max(longest, now - last);
      last = now;
    }
    return new CpuNoise(machine.cpuTimes().stolenShareSince(before), longest);
  }
}
