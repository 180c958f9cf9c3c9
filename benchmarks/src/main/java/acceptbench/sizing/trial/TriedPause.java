package acceptbench.sizing.trial;

/// What became of the connections of one pause.
///
/// @param peak connections in the deepest accept queue, which is at the end of the pause
/// @param exact whether that follows from both ends of each connection; else it is what the kernel
///     told right before the server went on, or, where it overflowed, the most that it told of
/// @param overflows packets that found the queue full (`ListenOverflows`)
/// @param nanos how long it really was, in nanoseconds: longer than meant where the client was kept
///     from running
public record TriedPause(int peak, boolean exact, long overflows, long nanos) {
  /// The smallest backlog that would have been enough; where it overflowed that is not known.
  public int backlogNeeded() {
    return Math.max(0, peak - 1);
  }
}
