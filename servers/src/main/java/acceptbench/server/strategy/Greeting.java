package acceptbench.server.strategy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// What every server says to every client: the 5 bytes `HELLO`.
final class Greeting {
  static final byte[] HELLO = {'H', 'E', 'L', 'L', 'O'};

  /// The same outside of the heap, for system calls.
  static final MemorySegment NATIVE =
      Arena.global().allocate(HELLO.length).copyFrom(MemorySegment.ofArray(HELLO));

  private Greeting() {}
}
