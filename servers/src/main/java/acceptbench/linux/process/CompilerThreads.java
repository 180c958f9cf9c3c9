package acceptbench.linux.process;

import static acceptbench.linux.ErrnoException.check;

import acceptbench.linux.Libc;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.BitSet;

/// The threads in which this JVM compiles (`C1 CompilerThread0`, …).
///
/// Beside a thread that spins on a CPU of its own they are what takes that CPU away, some
/// milliseconds at a time. Nobody waits for them: the code that they compile runs without.
public final class CompilerThreads {
  private static final int PRIO_PROCESS = 0;

  /// A thirtieth of what a thread of the benchmark gets where both want to run. With SCHED_IDLE
  /// they would not get the time to end: on a busy machine a killed JVM was there for 15 s.
  static final int NICE = 15;

  private CompilerThreads() {}

  /// Has them run on any of these CPUs, and there mostly while nothing else wants to (nice 15,
  /// sched(7)). Threads that the JVM starts later are not concerned.
  ///
  /// @return how many there are
  /// @throws IOException where /proc can't be read, or the kernel refuses
  public static int standBackOn(BitSet cpus) throws IOException {
    int count = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path thread : threads) {
        if (!isCompiler(thread)) continue;
        int id = Integer.parseInt(thread.getFileName().toString());
        CpuAffinity.set(id, cpus);
        check(Libc.setpriority(PRIO_PROCESS, id, NICE), "setpriority(%d, %d)", id, NICE);
        count++;
      }
    }
    return count;
  }

  private static boolean isCompiler(Path thread) throws IOException {
    try {
      return Files.readString(thread.resolve("comm")).contains("CompilerThre");
    } catch (NoSuchFileException e) {
      return false; // it has just ended
    }
  }
}
