package acceptbench.load;

import java.util.concurrent.atomic.AtomicInteger;

/// What the clients of one load share: when it starts, who is still at it, and whether it is
/// broken. Thread-safe.
final class SharedLoad {
  /// For a client that works alone.
  static final SharedLoad ALONE = new SharedLoad(1);

  private final int clients;
  private final AtomicInteger ready = new AtomicInteger();
  private final AtomicInteger atIt;
  private volatile boolean begun;
  private volatile boolean broken;

  /// Written before `begun`.
  private long originNanos;

  SharedLoad(int clients) {
    this.clients = clients;
    this.atIt = new AtomicInteger(clients);
  }

  /// Waits, without sleeping, until each of the clients is ready.
  ///
  /// @return when the load starts, as [System#nanoTime] has it: the same for all
  long awaitStart() {
    if (clients == 1) return System.nanoTime();
    if (ready.incrementAndGet() == clients) {
      originNanos = System.nanoTime();
      begun = true;
    }
    while (!begun && !broken) Thread.onSpinWait();
    return begun ? originNanos : System.nanoTime();
  }

  /// A client has no connection left to wait for, or has failed.
  void ended() {
    atIt.decrementAndGet();
  }

  /// Whether any other than the calling client, which is at it itself, still has connections.
  boolean othersAreAtIt() {
    return clients > 1 && atIt.get() > 1;
  }

  /// One has failed: the others need not go on.
  void fail() {
    broken = true;
  }

  boolean isBroken() {
    return broken;
  }
}
