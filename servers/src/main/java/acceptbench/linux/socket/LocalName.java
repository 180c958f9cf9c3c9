package acceptbench.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Reads at which address and port of this machine sockets are (getsockname(2)) into one buffer,
/// over and over, and allocates nothing else. Not thread-safe.
public final class LocalName {
  private final MemorySegment name;
  private final MemorySegment length;

  public LocalName(Arena arena) {
    name = Sockaddr.allocate(arena);
    length = arena.allocate(JAVA_INT);
  }

  /// As a `struct sockaddr`, until the next call.
  ///
  /// @throws ErrnoException where it is no socket
  public MemorySegment of(int fd) throws ErrnoException {
    length.set(JAVA_INT, 0, Sockaddr.SIZE);
    int result = Libc.getsockname(fd, name, length);
    if (result < 0) throw new ErrnoException("getsockname(fd %d)".formatted(fd), -result);
    return name;
  }
}
