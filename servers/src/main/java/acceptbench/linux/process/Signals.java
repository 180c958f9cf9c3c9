package acceptbench.linux.process;

import static acceptbench.linux.Downcalls.callState;
import static acceptbench.linux.Downcalls.orNegatedErrno;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import acceptbench.linux.Downcalls;
import acceptbench.linux.ErrnoException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Signals to processes (signal(7)).
public final class Signals {
  public static final int SIGKILL = 9;
  public static final int SIGTERM = 15;
  public static final int SIGCONT = 18;
  public static final int SIGSTOP = 19;

  private static final int PR_SET_PDEATHSIG = 1;
  private static final int PR_SET_CHILD_SUBREAPER = 36;
  private static final MethodHandle KILL =
      Downcalls.find("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle PRCTL =
      Downcalls.findVariadic("prctl", 1, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));

  private Signals() {}

  /// kill(2). Returns when the signal has been sent, which may be before it takes effect.
  public static void send(long pid, int signal) throws ErrnoException {
    MemorySegment state = callState();
    int result;
    try {
      result = orNegatedErrno((int) KILL.invokeExact(state, (int) pid, signal), state);
    } catch (Throwable e) {
      throw Downcalls.impossible(e);
    }
    ErrnoException.check(result, "kill(%d, %d)", pid, signal);
  }

  /// Has the kernel send this process a signal when the **thread** that started it ends, with or
  /// without the rest of its process (prctl(2), PR_SET_PDEATHSIG). A process that is stopped gets
  /// it too.
  public static void onParentDeath(int signal) throws ErrnoException {
    ErrnoException.check(prctl(PR_SET_PDEATHSIG, signal), "prctl(PR_SET_PDEATHSIG, %d)", signal);
  }

  /// See [Descendants#adoptOrphans].
  static void adoptOrphans() throws ErrnoException {
    ErrnoException.check(prctl(PR_SET_CHILD_SUBREAPER, 1), "prctl(PR_SET_CHILD_SUBREAPER)");
  }

  private static int prctl(int option, long argument) {
    MemorySegment state = callState();
    try {
      return orNegatedErrno((int) PRCTL.invokeExact(state, option, argument), state);
    } catch (Throwable e) {
      throw Downcalls.impossible(e);
    }
  }
}
