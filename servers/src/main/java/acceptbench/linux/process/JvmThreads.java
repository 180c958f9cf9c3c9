package acceptbench.linux.process;

import static acceptbench.linux.ErrnoException.check;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/// Where the threads of this JVM run: those in which it compiles (`C1 CompilerThread0`, …), and all
/// the others.
///
/// Where a thread spins on a CPU of its own, compilers take the CPU from it, some milliseconds at a
/// time. Nobody waits for them: code runs interpreted until it is compiled.
public final class JvmThreads {
  private static final int PRIO_PROCESS = 0;

  /// Compilers get a thirtieth of the time of a benchmark's thread that wants to run too. With
  /// SCHED_IDLE they would not get enough to end: on a busy machine a killed JVM took 15 s to go.
  static final int NICE = 15;

  private JvmThreads() {}

  /// Moves the compilers to these CPUs, where they run mostly while nothing else wants to (nice 15,
  /// sched(7)). Threads that the JVM starts later are not affected.
  ///
  /// @return how many there are
  /// @throws IOException where /proc can't be read, or the kernel refuses
  public static int compilersStandBackOn(BitSet cpus) throws IOException {
    return move(
        threadsBut(Set.of()),
        Set.of(true),
        thread -> {
          CpuAffinity.set(thread, cpus);
          int done = SchedulingCalls.setpriority(PRIO_PROCESS, thread, NICE);
          check(done, "setpriority(%d, %d)", thread, NICE);
        });
  }

  /// Moves all the others to these CPUs, and so the threads that they start later.
  ///
  /// @return how many there are
  /// @throws IOException where /proc can't be read, or the kernel refuses
  public static int othersTo(BitSet cpus) throws IOException {
    return moveAll(cpus, Set.of(false));
  }

  /// Moves all, compilers too, to these CPUs, and so the threads that they start later.
  ///
  /// @return how many there are
  /// @throws IOException where /proc can't be read, or the kernel refuses
  public static int allTo(BitSet cpus) throws IOException {
    return moveAll(cpus, Set.of(false, true));
  }

  private static int moveAll(BitSet cpus, Set<Boolean> compilers) throws IOException {
    Set<Integer> moved = new HashSet<>();
    int count = 0;
    // A thread that has not been moved yet may start another one meanwhile.
    for (Set<Integer> more = threadsBut(moved); !more.isEmpty(); more = threadsBut(moved)) {
      count += move(more, compilers, thread -> CpuAffinity.set(thread, cpus));
      moved.addAll(more);
    }
    return count;
  }

  private static Set<Integer> threadsBut(Set<Integer> known) throws IOException {
    Set<Integer> threads = new HashSet<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      all.forEach(thread -> threads.add(Integer.parseInt(thread.getFileName().toString())));
    }
    threads.removeAll(known);
    return threads;
  }

  private static int move(Set<Integer> threads, Set<Boolean> compilers, Move move)
      throws IOException {
    int count = 0;
    for (int thread : threads) {
      Path place = Path.of("/proc/self/task", Integer.toString(thread));
      try {
        if (!compilers.contains(isCompiler(place))) continue;
        move.accept(thread);
        count++;
      } catch (IOException e) {
        // It has ended, perhaps just now: the JVM ends compilers that are idle.
        if (Files.exists(place)) throw e;
      }
    }
    return count;
  }

  private static boolean isCompiler(Path thread) throws IOException {
    return Files.readString(thread.resolve("comm")).contains("CompilerThre");
  }

  private interface Move {
    void accept(int thread) throws IOException;
  }
}
