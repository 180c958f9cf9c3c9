package acceptbench.server.strategy.nio;

import java.util.concurrent.atomic.AtomicIntegerArray;

/// How many connections each worker has in hand, and who has the fewest. One thread [#take]s, each
/// worker gives back its own.
final class LeastInHand {
  private final AtomicIntegerArray inHand;

  LeastInHand(int workers) {
    inHand = new AtomicIntegerArray(workers);
  }

  /// Gives a connection to a worker who has the fewest, the first of them.
  ///
  /// @return which, from 0
  int take() {
    int least = 0;
    int fewest = inHand.get(0);
    for (int worker = 1; worker < inHand.length() && fewest > 0; worker++) {
      int count = inHand.get(worker);
      if (count >= fewest) continue;
      least = worker;
      fewest = count;
    }
    inHand.incrementAndGet(least);
    return least;
  }

  /// A connection of that worker is closed.
  void giveBack(int worker) {
    inHand.decrementAndGet(worker);
  }
}
