package acceptbench.load;

/// Connections whose answers are awaited in the order of their handshakes, in which a server takes
/// them out of its queue: the next answer is most likely the oldest one's, and a look at its socket
/// costs less than epoll, which has to be told of each socket and wakes for each answer.
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
