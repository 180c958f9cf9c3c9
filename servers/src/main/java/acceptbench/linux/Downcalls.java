package acceptbench.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// Makes method handles of C functions and reads the errno they leave.
public final class Downcalls {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  // One per thread and never freed: errno belongs to the thread, and the segment is 4 bytes.
  private static final ThreadLocal<MemorySegment> CAPTURED =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(CALL_STATE));

  private Downcalls() {}

  /// A handle whose first parameter is the segment that receives errno, see [#callState()].
  @SuppressWarnings("restricted")
  public static MethodHandle find(String symbol, FunctionDescriptor signature) {
    return find(symbol, signature, Linker.Option.captureCallState("errno"));
  }

  /// The same for a C function with a variable argument list; `fixed` is the count of its named
  /// parameters.
  @SuppressWarnings("restricted")
  public static MethodHandle findVariadic(String symbol, int fixed, FunctionDescriptor signature) {
    return find(
        symbol,
        signature,
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(fixed));
  }

  /// A handle without errno, which makes nothing on the heap, whatever the compiler does.
  static MethodHandle findWithoutErrno(String symbol, FunctionDescriptor signature) {
    return find(symbol, signature, new Linker.Option[0]);
  }

  /// A handle without errno, for a function that returns at once: it takes heap segments, and the
  /// thread counts as running Java while it is inside.
  public static MethodHandle findShort(String symbol, FunctionDescriptor signature) {
    return find(symbol, signature, Linker.Option.critical(true));
  }

  @SuppressWarnings("restricted")
  private static MethodHandle find(
      String symbol, FunctionDescriptor signature, Linker.Option... options) {
    MemorySegment address =
        LINKER
            .defaultLookup()
            .find(symbol)
            .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + symbol));
    return LINKER.downcallHandle(address, signature, options);
  }

  public static MemorySegment callState() {
    return CAPTURED.get();
  }

  /// What a C function returned, or its errno, negated, where that was -1.
  public static int orNegatedErrno(int result, MemorySegment callState) {
    return result == -1 ? -(int) ERRNO.get(callState, 0L) : result;
  }

  public static long orNegatedErrno(long result, MemorySegment callState) {
    return result == -1 ? -(int) ERRNO.get(callState, 0L) : result;
  }

  /// What is thrown out of a downcall is unchecked, whatever the compiler thinks: the JVM's own (no
  /// memory, no stack), or that the memory given to the call is closed. It is thrown on as it is.
  public static AssertionError impossible(Throwable thrown) {
    if (thrown instanceof RuntimeException unchecked) throw unchecked;
    if (thrown instanceof Error error) throw error;
    return new AssertionError("a downcall threw", thrown);
  }
}
