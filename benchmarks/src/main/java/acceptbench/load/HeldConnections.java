package acceptbench.load;

/// Connections that were served and are held open for a while, in the order in which they are let
/// go: all are held equally long.
final class HeldConnections {
  private final int[] slots;
  private final long[] untilNanos;
  private int oldest;
  private int size;

  HeldConnections(int capacity) {
    slots = new int[capacity];
    untilNanos = new long[capacity];
  }

  int size() {
    return size;
  }

  /// @param nanos no earlier than those of the connections before
  void holdUntil(long nanos, int slot) {
    int last = (oldest + size++) % slots.length;
    slots[last] = slot;
    untilNanos[last] = nanos;
  }

  /// When the next one is to be let go; `Long.MAX_VALUE` where none is held.
  long nextNanos() {
    return size == 0 ? Long.MAX_VALUE : untilNanos[oldest];
  }

  int removeOldest() {
    int slot = slots[oldest];
    oldest = (oldest + 1) % slots.length;
    size--;
    return slot;
  }
}
