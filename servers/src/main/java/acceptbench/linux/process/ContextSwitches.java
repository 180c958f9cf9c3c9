package acceptbench.linux.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import acceptbench.linux.Downcalls;
import java.io.File;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// How often threads were taken off a CPU, because they waited for something (voluntary) or because
/// others were to run (nonvoluntary).
///
/// About its own process the kernel says everything, threads that have ended included
/// (getrusage(2)). About another one it says what each of its present threads has had
/// (proc_pid_status(5)), so for others the growth from one look to the next is counted: what a
/// thread had between the last look and its end is missing. For one thread.
public final class ContextSwitches {
  private static final int RUSAGE_SELF = 0;
  private static final int RUSAGE_THREAD = 1;

  /// Of `struct rusage`, in longs: two times of two each, and 14 counts, of which these are the
  /// last.
  private static final int RUSAGE_LONGS = 18;

  private static final int VOLUNTARY = 16;
  private static final int NONVOLUNTARY = 17;

  private static final String LINE = "ctxt_switches:";

  private static final MethodHandle GETRUSAGE =
      Downcalls.findShort("getrusage", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));

  private Map<String, Long> ofThreads = new HashMap<>();
  private long others;

  /// Those of this process since it started, without the calling thread's.
  public static long ofOtherThreads() {
    return read(RUSAGE_SELF) - read(RUSAGE_THREAD);
  }

  private static long read(int who) {
    long[] usage = new long[RUSAGE_LONGS];
    try {
      int result = (int) GETRUSAGE.invokeExact(who, MemorySegment.ofArray(usage));
      if (result != 0) throw new AssertionError("getrusage(" + who + ") failed");
      return usage[VOLUNTARY] + usage[NONVOLUNTARY];
    } catch (Throwable e) {
      throw Downcalls.impossible(e);
    }
  }

  /// Those of other processes, which need not be the same as last time.
  ///
  /// @return what all of them together have had, as far as looks have seen it: it never falls
  public long ofProcesses(Collection<Long> pids) {
    Map<String, Long> now = new HashMap<>();
    for (long pid : pids) {
      // None where it has ended.
      String[] threads = new File("/proc/" + pid + "/task").list();
      if (threads == null) continue;
      for (String thread : threads) {
        long had = ofThread("/proc/" + pid + "/task/" + thread + "/status");
        // If it is less than before, it is another thread that got the number of one that ended.
        long before = ofThreads.getOrDefault(thread, 0L);
        others += had < before ? had : had - before;
        now.put(thread, had);
      }
    }
    ofThreads = now;
    return others;
  }

  private static long ofThread(String status) {
    long sum = 0;
    try {
      for (String line : Files.readString(new File(status).toPath()).split("\n", -1)) {
        int end = line.indexOf(LINE);
        if (end >= 0) sum += Long.parseLong(line.substring(end + LINE.length()).strip());
      }
    } catch (IOException ended) {
      // Between two looks.
    }
    return sum;
  }
}
