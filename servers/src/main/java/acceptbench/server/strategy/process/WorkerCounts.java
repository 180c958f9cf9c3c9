package acceptbench.server.strategy.process;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Memory that a server process and its worker processes share: what each worker counts, and how a
/// stall is arranged. Each value has one writer and any process reads it, without a system call; it
/// outlives a worker that is killed.
///
/// The memory is that of a file, which may be deleted as soon as everybody has opened it.
final class WorkerCounts implements AutoCloseable {
  /// What a worker counts.
  enum Count {
    /// Connections that it accepted itself.
    ACCEPTED(0),
    /// Connections that it greeted.
    SERVED(1),
    /// Connections that it is done with, greeted or not.
    FINISHED(2),
    /// Stalls that it has entered.
    STALLED(3);

    private final int place;

    Count(int place) {
      this.place = place;
    }
  }

  /// A cache line for each worker, so that writers do not get in each other's way.
  private static final int LINE = 64;

  private static final VarHandle VALUE = JAVA_LONG.varHandle();

  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;
  private final int workers;

  private WorkerCounts(Path file, int workers, StandardOpenOption... options) throws IOException {
    this.workers = workers;
    try (FileChannel channel = FileChannel.open(file, options)) {
      // The last line is the server's.
      long size = (workers + 1L) * LINE;
      memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
    }
  }

  /// Makes the file, with counts that are all 0.
  static WorkerCounts create(Path file, int workers) throws IOException {
    return new WorkerCounts(
        file,
        workers,
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  static WorkerCounts open(Path file, int workers) throws IOException {
    return new WorkerCounts(file, workers, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /// To be called by one thread of one process only: nobody else may change this count.
  void increment(int worker, Count count) {
    long offset = offset(worker, count.place);
    VALUE.setRelease(memory, offset, memory.get(JAVA_LONG, offset) + 1);
  }

  long get(int worker, Count count) {
    return (long) VALUE.getAcquire(memory, offset(worker, count.place));
  }

  long sum(Count count) {
    long sum = 0;
    for (int i = 0; i < workers; i++) sum += get(i, count);
    return sum;
  }

  /// The local port of the sentinel that is under way to a worker, or 0.
  int sentinelPort() {
    return (int) (long) VALUE.getAcquire(memory, offset(workers, 0));
  }

  /// For the server.
  void setSentinelPort(int port) {
    VALUE.setRelease(memory, offset(workers, 0), (long) port);
  }

  /// How many stalls have ended.
  long endedStalls() {
    return (long) VALUE.getAcquire(memory, offset(workers, 1));
  }

  /// For the server.
  void endStall() {
    VALUE.setRelease(memory, offset(workers, 1), endedStalls() + 1);
  }

  /// Whether the workers are only warmed up for now.
  boolean isWarming() {
    return (long) VALUE.getAcquire(memory, offset(workers, 2)) != 0;
  }

  /// For the server.
  void setWarming(boolean on) {
    VALUE.setRelease(memory, offset(workers, 2), on ? 1L : 0L);
  }

  private static long offset(int line, int index) {
    return (long) line * LINE + index * JAVA_LONG.byteSize();
  }

  @Override
  public void close() {
    arena.close();
  }
}
