package acceptbench.server.accepts;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Memory without a name (memfd_create(2)) in which a server's acceptors note what they accept,
/// each in a lane of its own. It is there until the last process that uses it has ended, and
/// lanes may be written to after [#close], which only ends its way to others.
public final class AcceptNotes implements AutoCloseable {
  private static final int MFD_CLOEXEC = 1;

  private final int descriptor;
  private final MemorySegment memory;
  private boolean closed;

  private AcceptNotes(int descriptor, MemorySegment memory) {
    this.descriptor = descriptor;
    this.memory = memory;
  }

  /// Makes the memory.
  ///
  /// @param lanes how many acceptors there are at most
  public static AcceptNotes create(int lanes) throws IOException {
    int made;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom("acceptbench", StandardCharsets.US_ASCII);
      made = ErrnoException.check(Libc.memfdCreate(name, MFD_CLOEXEC), "memfd_create");
    }
    try {
      AcceptNotes notes = new AcceptNotes(made, map(made, AcceptLayout.size(lanes)));
      AcceptLayout.setLanes(notes.memory, lanes);
      return notes;
    } catch (IOException e) {
      Libc.close(made);
      throw e;
    }
  }

  /// Those of another process, which has passed its descriptor on.
  public static AcceptNotes of(int descriptor) throws IOException {
    return new AcceptNotes(descriptor, map(descriptor, 0));
  }

  private static MemorySegment map(int descriptor, long size) throws IOException {
    long pid = ProcessHandle.current().pid();
    return AcceptLayout.map(pid, descriptor, size, Arena.ofAuto());
  }

  /// The descriptor by which another process finds the memory, see [AcceptLog#open].
  public int descriptor() {
    return descriptor;
  }

  /// Closes the descriptor.
  @Override
  public void close() {
    if (!closed) Libc.close(descriptor);
    closed = true;
  }

  /// The lane of one acceptor.
  ///
  /// @param number of the acceptor, from 0
  /// @param listener which of the server's listeners it accepts from, from 0
  public Lane lane(int number, int listener) {
    if (number >= AcceptLayout.lanes(memory))
      throw new IllegalArgumentException(
          "acceptor %d of %d".formatted(number + 1, AcceptLayout.lanes(memory)));
    return new Lane(memory, number, listener);
  }

  /// Where one acceptor's thread notes what it accepts: a reading of the clock and four stores, no
  /// lock, no system call, no allocation.
  public static final class Lane {
    private final MemorySegment memory;
    private final long countOffset;
    private final long ringOffset;
    private final int listener;
    private long count;

    private Lane(MemorySegment memory, int number, int listener) {
      this.memory = memory;
      this.countOffset = AcceptLayout.countOffset(number);
      this.ringOffset = AcceptLayout.ringOffset(memory, number);
      this.listener = listener;
    }

    /// To be called as soon as accept has returned.
    ///
    /// @param client which one, as [acceptbench.linux.socket.Sockaddr#client] tells them apart
    public void note(int client) {
      long nanos = System.nanoTime();
      AcceptLayout.write(
          memory, AcceptLayout.noteOffset(ringOffset, count), nanos, client, listener);
      AcceptLayout.publish(memory, countOffset, ++count);
    }
  }
}
