package acceptbench.linux.process;

import static acceptbench.linux.Downcalls.callState;
import static acceptbench.linux.Downcalls.orNegatedErrno;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import acceptbench.linux.Downcalls;
import acceptbench.linux.ErrnoException;
import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.BitSet;

/// Below which number a process gets new descriptors (RLIMIT_NOFILE, the soft limit), seen and set
/// from outside by prlimit(2). Those that it has open stay, whatever their numbers.
///
/// For another user's process it takes CAP_SYS_RESOURCE.
public final class DescriptorLimit {
  private static final int RLIMIT_NOFILE = 7;
  private static final MethodHandle PRLIMIT =
      Downcalls.find(
          "prlimit", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

  private DescriptorLimit() {}

  /// The limit of a process.
  ///
  /// @throws IOException where it has ended, or is another user's
  public static long of(long pid) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      return read(arena, pid).get(JAVA_LONG, 0);
    }
  }

  /// Sets it, and leaves the hard limit as it is.
  ///
  /// @return what it was
  /// @throws IOException where the process has ended or is another user's, or the limit is above
  ///     the hard one
  public static long set(long pid, long limit) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment softAndHard = read(arena, pid);
      long before = softAndHard.get(JAVA_LONG, 0);
      softAndHard.set(JAVA_LONG, 0, limit);
      call(pid, softAndHard, MemorySegment.NULL);
      return before;
    }
  }

  /// The lowest number that a process has no open file under. The next descriptor gets that one,
  /// unless a thread waits in accept(2), for which the kernel keeps a number.
  ///
  /// @throws IOException where the process has ended, or is another user's
  public static int lowestFree(long pid) throws IOException {
    String[] open = new File("/proc/" + pid + "/fd").list();
    if (open == null) throw new IOException("no access to the descriptors of process " + pid);
    BitSet numbers = new BitSet();
    Arrays.stream(open).mapToInt(Integer::parseInt).forEach(numbers::set);
    return numbers.nextClearBit(0);
  }

  private static MemorySegment read(Arena arena, long pid) throws ErrnoException {
    // struct rlimit: the soft limit, the hard one.
    MemorySegment softAndHard = arena.allocate(JAVA_LONG, 2);
    call(pid, MemorySegment.NULL, softAndHard);
    return softAndHard;
  }

  private static void call(long pid, MemorySegment next, MemorySegment before)
      throws ErrnoException {
    MemorySegment state = callState();
    int result;
    try {
      result =
          orNegatedErrno(
              (int) PRLIMIT.invokeExact(state, (int) pid, RLIMIT_NOFILE, next, before), state);
    } catch (Throwable e) {
      throw Downcalls.impossible(e);
    }
    ErrnoException.check(result, "prlimit(%d, RLIMIT_NOFILE)", pid);
  }
}
