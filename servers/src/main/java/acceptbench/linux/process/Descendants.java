package acceptbench.linux.process;

import static acceptbench.linux.Downcalls.callState;
import static acceptbench.linux.Downcalls.orNegatedErrno;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import acceptbench.linux.Downcalls;
import acceptbench.linux.ErrnoException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The processes that this one has started, and those that they started.
public final class Descendants {
  private static final int WNOHANG = 1;
  private static final long LOOK_AGAIN_NANOS = 2_000_000;

  private static final MethodHandle WAITPID =
      Downcalls.find("waitpid", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

  private Descendants() {}

  /// From here on a descendant whose parent ends becomes a child of this process instead of init's
  /// (prctl(2), PR_SET_CHILD_SUBREAPER), so that [#end] finds each of them.
  public static void adoptOrphans() throws ErrnoException {
    Signals.adoptOrphans();
  }

  /// Kills all that still run, and reaps them. To be called when none of them is needed any more: a
  /// [Process] whose child is reaped here never gets its exit code.
  ///
  /// @param deadline how long to wait for one that does not end because it is inside a system call
  ///     that can't be interrupted
  /// @return those that still ran; often none
  public static List<ProcessHandle> end(Duration deadline) {
    List<ProcessHandle> running = all().stream().filter(it -> !reap(it)).toList();
    long start = System.nanoTime();
    for (List<ProcessHandle> left = all(); !left.isEmpty(); left = all()) {
      left.forEach(ProcessHandle::destroyForcibly);
      left.forEach(Descendants::reap);
      if (System.nanoTime() - start > deadline.toNanos()) break;
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    return running;
  }

  /// Reaps those that this process has adopted and that have ended: nobody else would, and they
  /// would stay zombies.
  ///
  /// @param own a child whose exit code somebody waits for
  public static void reapAdopted(long own) {
    ProcessHandle.current()
        .children()
        .filter(child -> child.pid() != own)
        .forEach(Descendants::reap);
  }

  private static List<ProcessHandle> all() {
    return ProcessHandle.current().descendants().toList();
  }

  /// Whether it had ended. A grandchild can't be waited for; it has ended when it is no longer
  /// listed.
  private static boolean reap(ProcessHandle process) {
    MemorySegment state = callState();
    try {
      int result =
          (int) WAITPID.invokeExact(state, (int) process.pid(), MemorySegment.NULL, WNOHANG);
      return orNegatedErrno(result, state) > 0;
    } catch (Throwable e) {
      throw Downcalls.impossible(e);
    }
  }
}
