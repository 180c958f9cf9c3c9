package acceptbench.linux;

import static acceptbench.linux.ErrnoException.check;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
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
  private static final int SCHED_IDLE = 5;

  private CompilerThreads() {}

  /// Has them run on any of these CPUs, and there only while nothing else wants to (SCHED_IDLE,
  /// sched(7)). Threads that the JVM starts later are not concerned.
  ///
  /// @return how many there are
  /// @throws IOException where /proc can't be read, or the kernel refuses
  public static int runInIdleTimeOf(BitSet cpus) throws IOException {
    int count = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"));
        Arena arena = Arena.ofConfined()) {
      MemorySegment priority = arena.allocate(4, 4);
      for (Path thread : threads) {
        if (!isCompiler(thread)) continue;
        int id = Integer.parseInt(thread.getFileName().toString());
        CpuAffinity.set(id, cpus);
        check(Libc.schedSetscheduler(id, SCHED_IDLE, priority), "sched_setscheduler(%d, IDLE)", id);
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
