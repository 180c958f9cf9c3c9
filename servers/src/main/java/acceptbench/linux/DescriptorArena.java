package acceptbench.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A descriptor and the native memory that its system calls work in, which end together.
///
/// A thread that waits on a descriptor must not see it closed: its number may be another file's a
/// moment later. The memory is the guard, at no cost of its own. The JVM refuses to close memory
/// while a call that was given a part of it is under way, and refuses to begin a call with memory
/// that is closed (see [Arena#ofShared]); the descriptor is closed after the memory.
public final class DescriptorArena implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final int fd;

  /// @param fd is closed by this object from here on, and by nobody else
  public DescriptorArena(int fd) {
    this.fd = fd;
  }

  /// The descriptor.
  ///
  /// @throws IllegalStateException where it is closed
  public int fd() {
    if (!arena.scope().isAlive()) throw new IllegalStateException("fd " + fd + " is closed");
    return fd;
  }

  /// Zeroed memory that lasts as long as the descriptor.
  public MemorySegment allocate(long size, long alignment) {
    return arena.allocate(size, alignment);
  }

  /// Closes both.
  ///
  /// @throws IllegalStateException where a call is under way in another thread, and then nothing is
  ///     closed; or where both are closed already
  @Override
  public void close() {
    try {
      arena.close();
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "fd %d can't be closed: %s"
              .formatted(
                  fd, arena.scope().isAlive() ? "another thread uses it" : "it is closed already"),
          e);
    }
    Libc.close(fd);
  }
}
