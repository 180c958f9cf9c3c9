package acceptbench.bench.worker;

import acceptbench.linux.process.CpuClock;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What each of a server's processes that accept did in an iteration, where there are several: all
/// that can be known of a program that does not count its connections.
///
/// - CPU time, which is exact (the kernel's clock of each process) and has all in it that the
///   process did, wake-ups for nothing too.
/// - Connections in hand: descriptors beyond those at rest, a sample of some 200 looks a second.
///   The kernel has their number as the size of `/proc/PID/fd` since Linux 6.2. It is not known
///   before, nor of a process that waits in accept(2): the kernel has put a descriptor by for it
///   and counts that, with a connection or without.
public final class WorkerShares {
  private static final long UNKNOWN = -1;

  private final List<Long> pids;
  private final List<File> folders;
  private final long[] cpuNanosBefore;
  private final long[] cpuNanos;
  private final long[] openAtRest;
  private final long[] inHand;
  private long looks;

  /// @param pids of the processes that accept; one alone has no share
  public WorkerShares(List<Long> pids) {
    this.pids = pids.size() > 1 ? List.copyOf(pids) : List.of();
    folders = this.pids.stream().map(pid -> new File("/proc/" + pid + "/fd")).toList();
    cpuNanosBefore = new long[this.pids.size()];
    cpuNanos = new long[this.pids.size()];
    openAtRest = new long[this.pids.size()];
    inHand = new long[this.pids.size()];
  }

  /// How many processes there are.
  public int count() {
    return pids.size();
  }

  /// An iteration begins, and nobody has a connection.
  public void begin() {
    looks = 0;
    Arrays.fill(inHand, 0);
    for (int i = 0; i < count(); i++) {
      openAtRest[i] = openAtRest(folders.get(i));
      cpuNanosBefore[i] = CpuClock.processNanos(pids.get(i));
    }
  }

  private static long openAtRest(File folder) {
    String[] files = folder.list();
    long all = folder.length();
    return files != null && files.length == all ? all : UNKNOWN;
  }

  /// Looks at what they have in hand: a system call for each.
  public void look() {
    looks++;
    for (int i = 0; i < count(); i++)
      inHand[i] += Math.max(0, folders.get(i).length() - openAtRest[i]);
  }

  /// The iteration is over.
  public void end() {
    for (int i = 0; i < count(); i++)
      cpuNanos[i] = CpuClock.processNanos(pids.get(i)) - cpuNanosBefore[i];
  }

  /// CPU time that one of them burned from [#begin] to [#end], NaN where it has ended.
  ///
  /// @param worker from 0, in the order of their pids as they were given
  public double cpuNanos(int worker) {
    return cpuNanos[worker] < 0 ? Double.NaN : cpuNanos[worker];
  }

  /// How many connections one of them had in hand, the mean of all looks; NaN where that is not
  /// known, or nobody looked.
  public double inHand(int worker) {
    return looks == 0 || openAtRest[worker] == UNKNOWN
        ? Double.NaN
        : (double) inHand[worker] / looks;
  }

  /// The share of the CPU time that the busiest of them had, from 1 / [#count] to 1.
  public double largestShare() {
    return largestOf(IntStream.range(0, count()).mapToDouble(this::cpuNanos).toArray());
  }

  /// The largest of several parts, as a share of all of them; NaN where there are none.
  public static double largestOf(double... parts) {
    double all = Arrays.stream(parts).sum();
    return all > 0 ? Arrays.stream(parts).max().orElse(Double.NaN) / all : Double.NaN;
  }
}
