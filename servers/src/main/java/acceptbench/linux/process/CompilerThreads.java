package acceptbench.linux.process;

import static acceptbench.linux.ErrnoException.check;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;

/// The threads in which this JVM compiles (`C1 CompilerThread0`, …).
///
/// Where a thread spins on a CPU of its own, these take the CPU from it, some milliseconds at a
/// time. Nobody waits for them: code runs interpreted until it is compiled.
public final class CompilerThreads {
  private static final int PRIO_PROCESS = 0;

  /// They get a thirtieth of the time of a benchmark's thread that wants to run too. With
  /// SCHED_IDLE they would not get enough to end: on a busy machine a killed JVM took 15 s to go.
  static final int NICE = 15;

  private CompilerThreads() {}

  /// Moves them to these CPUs, where they run mostly while nothing else wants to (nice 15,
  /// sched(7)). Threads that the JVM starts later are not affected.
  ///
  /// @return how many there are
  /// @throws IOException where /proc can't be read, or the kernel refuses
  public static int standBackOn(BitSet cpus) throws IOException {
    int count = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path thread : threads) {
        if (standsBack(thread, cpus)) count++;
      }
    }
    return count;
  }

  private static boolean standsBack(Path thread, BitSet cpus) throws IOException {
    try {
      if (!Files.readString(thread.resolve("comm")).contains("CompilerThre")) return false;
      int id = Integer.parseInt(thread.getFileName().toString());
      CpuAffinity.set(id, cpus);
      check(SchedulingCalls.setpriority(PRIO_PROCESS, id, NICE), "setpriority(%d, %d)", id, NICE);
      return true;
    } catch (IOException e) {
      // The JVM ends compiler threads that are idle, one of them perhaps just now.
      if (Files.notExists(thread)) return false;
      throw e;
    }
  }
}
