package acceptbench.load;

/// Connections whose answers are awaited in the order of their handshakes, which is the order in
/// which a server takes them out of its queue. The next answer most likely belongs to the oldest of
/// them, and trying to read from its socket costs less than epoll, with which each socket has to be
/// registered, and which wakes up for each answer.
final class AnswersInTurn {
  private final int[] slots;
  private int oldest;
  private int size;

  AnswersInTurn(int capacity) {
    slots = new int[capacity];
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  void add(int slot) {
    slots[(oldest + size++) % slots.length] = slot;
  }

  int oldest() {
    return slots[oldest];
  }

  int removeOldest() {
    int slot = slots[oldest];
    oldest = (oldest + 1) % slots.length;
    size--;
    return slot;
  }
}
