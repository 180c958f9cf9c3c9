package acceptbench.server.strategy.common;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// What every server says to every client: the 5 bytes `HELLO`.
public final class Greeting {
  private static final byte[] HELLO = {'H', 'E', 'L', 'L', 'O'};

  /// Outside of the heap, for system calls and direct buffers. Read-only.
  public static final MemorySegment NATIVE =
      Arena.global().allocate(HELLO.length).copyFrom(MemorySegment.ofArray(HELLO)).asReadOnly();

  /// In bytes.
  public static final int LENGTH = HELLO.length;

  private Greeting() {}

  /// A copy, in the heap.
  public static byte[] bytes() {
    return HELLO.clone();
  }
}
