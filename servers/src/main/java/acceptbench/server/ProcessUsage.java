package acceptbench.server;

import acceptbench.linux.process.ContextSwitches;
import acceptbench.linux.process.CpuClock;
import java.io.File;
import java.util.List;

/// What a process uses of the machine, as the kernel counts it.
///
/// @param cpuNanos CPU time of all its threads since it started, in nanoseconds
/// @param descriptors its open descriptors
/// @param switches context switches of its threads since it started
public record ProcessUsage(long cpuNanos, int descriptors, long switches) {
  /// What this process uses, without what asking takes: a descriptor, and the context switches of
  /// the calling thread, which answers questions and serves nobody.
  ///
  /// @throws ServerException where no descriptor is left to ask with: the server serves nobody
  public static ProcessUsage own() {
    ProcessUsage usage = of(ProcessHandle.current().pid());
    if (usage.descriptors == 0)
      throw new ServerException("the server has no descriptor left (EMFILE)");
    return new ProcessUsage(
        usage.cpuNanos, usage.descriptors - 1, ContextSwitches.ofOtherThreads());
  }

  /// What another process of the same user uses, without its context switches: nothing where it has
  /// ended.
  public static ProcessUsage of(long pid) {
    // File.list opens the folder once; the streams of java.nio.file open it twice.
    String[] descriptors = new File("/proc/" + pid + "/fd").list();
    long nanos = CpuClock.processNanos(pid);
    return new ProcessUsage(Math.max(0, nanos), descriptors == null ? 0 : descriptors.length, 0);
  }

  /// What this process and others use together.
  ///
  /// @param switches counts those of the others
  public static ProcessUsage ownAnd(List<Long> pids, ContextSwitches switches) {
    ProcessUsage sum = own().plus(new ProcessUsage(0, 0, switches.ofProcesses(pids)));
    for (long pid : pids) sum = sum.plus(of(pid));
    return sum;
  }

  /// CPU time of all threads of these processes since they started, in nanoseconds; of one that has
  /// ended none.
  static long cpuNanos(List<Long> pids) {
    return pids.stream().mapToLong(pid -> Math.max(0, CpuClock.processNanos(pid))).sum();
  }

  private ProcessUsage plus(ProcessUsage other) {
    return new ProcessUsage(
        cpuNanos + other.cpuNanos, descriptors + other.descriptors, switches + other.switches);
  }
}
