package acceptbench.server.accepts;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a server's acceptors have noted, read by another process. For one thread.
public final class AcceptLog implements AutoCloseable {
  private final Arena arena;
  private final MemorySegment memory;
  private final int lanes;

  private AcceptLog(Arena arena, MemorySegment memory) {
    this.arena = arena;
    this.memory = memory;
    this.lanes = AcceptLayout.lanes(memory);
  }

  /// Opens the notes of a server that is alive.
  ///
  /// @param pid of the process that made the notes
  /// @param descriptor its descriptor, [AcceptNotes#descriptor]
  public static AcceptLog open(long pid, int descriptor) throws IOException {
    Arena arena = Arena.ofShared();
    try {
      return new AcceptLog(arena, AcceptLayout.map(pid, descriptor, 0, arena));
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /// A place in the log: all that has been noted so far is before it.
  public Mark mark() {
    List<Long> counts = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) counts.add(AcceptLayout.count(memory, lane));
    return new Mark(counts);
  }

  /// What was noted since a mark, in the order of time; nothing where that was more than is kept,
  /// 1,048,576 of one acceptor.
  public Optional<List<Accept>> since(Mark mark) {
    List<Accept> accepts = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      long now = AcceptLayout.count(memory, lane);
      long from = mark.counts().get(lane);
      if (now - from > AcceptLayout.CAPACITY) return Optional.empty();
      long ring = AcceptLayout.ringOffset(memory, lane);
      for (long number = from; number < now; number++)
        accepts.add(AcceptLayout.read(memory, AcceptLayout.noteOffset(ring, number)));
    }
    accepts.sort(Comparator.comparingLong(Accept::atNanos));
    return Optional.of(accepts);
  }

  /// How many notes each lane had.
  public record Mark(List<Long> counts) {
    public Mark {
      counts = List.copyOf(counts);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
