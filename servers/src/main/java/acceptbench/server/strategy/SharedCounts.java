package acceptbench.server.strategy;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Counts in memory that processes share: each has one writer, any process reads them, and they
/// outlive a process that is killed. Reading costs neither a system call nor the writer anything.
///
/// The memory is that of a file, which may be deleted as soon as everybody has opened it.
final class SharedCounts implements AutoCloseable {
  /// A cache line each, so that writers do not get in each other's way.
  private static final int STRIDE = 64;

  private static final VarHandle VALUE = JAVA_LONG.varHandle();

  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;
  private final int count;

  private SharedCounts(Path file, int count, StandardOpenOption... options) throws IOException {
    this.count = count;
    try (FileChannel channel = FileChannel.open(file, options)) {
      memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) count * STRIDE, arena);
    }
  }

  /// Makes the file, with counts that are all 0.
  static SharedCounts create(Path file, int count) throws IOException {
    return new SharedCounts(
        file,
        count,
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  static SharedCounts open(Path file, int count) throws IOException {
    return new SharedCounts(file, count, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /// For the one thread of the one process that makes this count.
  void increment(int index) {
    long offset = (long) index * STRIDE;
    VALUE.setRelease(memory, offset, memory.get(JAVA_LONG, offset) + 1);
  }

  long get(int index) {
    return (long) VALUE.getAcquire(memory, (long) index * STRIDE);
  }

  long sum() {
    long sum = 0;
    for (int i = 0; i < count; i++) sum += get(i);
    return sum;
  }

  @Override
  public void close() {
    arena.close();
  }
}
