package acceptbench.testing;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A system call that fails with EPERM, as where a container's seccomp profile forbids it
/// (seccomp(2)): for one thread of this process, and for the processes that this thread starts.
public enum ForbiddenCall {
  UNSHARE(272, 97),
  FSYNC(74, 82);

  private static final int PR_SET_SECCOMP = 22;
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final long SECCOMP_MODE_FILTER = 2;

  private static final int LOAD_NUMBER = 0x20;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int RETURN = 0x06;
  private static final int EPERM = 0x0005_0001;
  private static final int ALLOW = 0x7fff_0000;

  private final int number;

  ForbiddenCall(int onX86, int onArm) {
    number = System.getProperty("os.arch").equals("aarch64") ? onArm : onX86;
  }

  /// Does something on a new thread, without this call.
  public <T> T in(Callable<T> action) throws Exception {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              forbid();
              return action.call();
            });
    Thread.ofPlatform().start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) throw cause;
      throw e;
    }
  }

  private void forbid() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment filter = arena.allocate(32, 8);
      instruction(filter, 0, LOAD_NUMBER, 0, 0);
      instruction(filter, 1, JUMP_IF_EQUAL, 1, number);
      instruction(filter, 2, RETURN, 0, EPERM);
      instruction(filter, 3, RETURN, 0, ALLOW);
      MemorySegment program = arena.allocate(16, 8);
      program.set(ValueLayout.JAVA_SHORT, 0, (short) 4);
      program.set(ADDRESS, 8, filter);
      prctl(PR_SET_NO_NEW_PRIVS, 1, 0);
      prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program.address());
    }
  }

  /// `struct sock_filter`; where a comparison fails, so many instructions are skipped.
  private static void instruction(
      MemorySegment filter, int index, int code, int skippedOtherwise, int k) {
    filter.set(ValueLayout.JAVA_SHORT, 8L * index, (short) code);
    filter.set(ValueLayout.JAVA_BYTE, 8L * index + 3, (byte) skippedOtherwise);
    filter.set(JAVA_INT, 8L * index + 4, k);
  }

  @SuppressWarnings("restricted")
  private static void prctl(int option, long first, long second) {
    Linker linker = Linker.nativeLinker();
    MethodHandle prctl =
        linker.downcallHandle(
            linker.defaultLookup().find("prctl").orElseThrow(),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(1));
    int result;
    try {
      result = (int) prctl.invokeExact(option, first, second, 0L, 0L);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    if (result != 0) throw new IllegalStateException("prctl(" + option + ") failed");
  }
}
