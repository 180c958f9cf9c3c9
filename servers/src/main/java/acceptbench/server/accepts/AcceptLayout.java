package acceptbench.server.accepts;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// How the shared memory is laid out: the number of lanes, a cache line with the count of each
/// lane, then a ring of each lane's notes. A lane has one writer.
///
/// A note is 16 bytes: when accept returned (CLOCK_MONOTONIC, nanoseconds), which client it was
/// ([acceptbench.linux.socket.Sockaddr#client]), and which listener it came from.
final class AcceptLayout {
  /// Notes that a lane keeps, a power of 2: those of half a minute at 30,000 connections a second.
  static final int CAPACITY = 1 << 20;

  private static final int LINE = 64;
  private static final int NOTE = 16;
  private static final VarHandle COUNT = JAVA_LONG.varHandle();

  private AcceptLayout() {}

  /// In bytes. Of memory that is never touched the kernel has none.
  static long size(int lanes) {
    return ring(lanes, 0) + (long) lanes * CAPACITY * NOTE;
  }

  private static long ring(int lanes, int lane) {
    return (lanes + 1L) * LINE + (long) lane * CAPACITY * NOTE;
  }

  /// The memory behind a descriptor of some process.
  static MemorySegment map(long pid, int descriptor, long size, Arena arena) throws IOException {
    Path file = Path.of("/proc/" + pid + "/fd/" + descriptor);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, Math.max(size, channel.size()), arena);
    }
  }

  static int lanes(MemorySegment memory) {
    return memory.get(JAVA_INT, 0);
  }

  static void setLanes(MemorySegment memory, int lanes) {
    memory.set(JAVA_INT, 0, lanes);
  }

  /// How many notes a lane has been given since the server started.
  static long count(MemorySegment memory, int lane) {
    return (long) COUNT.getAcquire(memory, countOffset(lane));
  }

  static long countOffset(int lane) {
    return (lane + 1L) * LINE;
  }

  /// A reader that sees the new count also sees the notes that it counts.
  static void publish(MemorySegment memory, long countOffset, long count) {
    COUNT.setRelease(memory, countOffset, count);
  }

  /// Where a lane's ring begins.
  static long ringOffset(MemorySegment memory, int lane) {
    return ring(lanes(memory), lane);
  }

  static long noteOffset(long ringOffset, long number) {
    return ringOffset + (number & (CAPACITY - 1)) * NOTE;
  }

  static void write(MemorySegment memory, long offset, long nanos, int client, int listener) {
    memory.set(JAVA_LONG, offset, nanos);
    memory.set(JAVA_INT, offset + 8, client);
    memory.set(JAVA_INT, offset + 12, listener);
  }

  static Accept read(MemorySegment memory, long offset) {
    return new Accept(
        memory.get(JAVA_LONG, offset),
        memory.get(JAVA_INT, offset + 8),
        memory.get(JAVA_INT, offset + 12));
  }
}
