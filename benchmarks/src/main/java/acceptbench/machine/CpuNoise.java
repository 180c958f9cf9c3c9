package acceptbench.machine;

/// What takes the CPU away from this process.
///
/// @param stolenShare of the machine's CPU time, that the hypervisor gave to others (proc_stat(5))
/// @param longestPauseNanos for which a thread that wanted to run could not
/// @param interruptsPerSecond of devices, on the client's CPU; 0 where it has none for itself
record CpuNoise(double stolenShare, long longestPauseNanos, double interruptsPerSecond) {
  private static final int MEASURE_MILLIS = 3000;

  /// Takes about 3 seconds, on one CPU.
  static CpuNoise measure(Machine machine, CpuPlan cpus) {
    Machine.CpuTimes before = machine.cpuTimes();
    CpuFacts facts = new CpuFacts(machine.root());
    int client = cpus.client().nextSetBit(0);
    long interrupts = facts.deviceInterrupts(client);
    long end = System.nanoTime() + MEASURE_MILLIS * 1_000_000L;
    long longest = 0;
    long last = System.nanoTime();
    while (last < end) {
      long now = System.nanoTime();
      longest = Math.max(longest, now - last);
      last = now;
    }
    return new CpuNoise(
        machine.cpuTimes().stolenShareSince(before),
        longest,
        (facts.deviceInterrupts(client) - interrupts) * 1e3 / MEASURE_MILLIS);
  }
}
