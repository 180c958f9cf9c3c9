package acceptbench.server.strategy.common;

import acceptbench.server.parameter.StallKind;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// One stall, from the moment that it is asked for to its end. Threads that are to take part enter,
/// and come out when it has ended.
public final class Stall {
  private static final int DEADLINE_SECONDS = 15;

  private final StallKind kind;
  private final Semaphore entered = new Semaphore(0);
  private final CountDownLatch ended = new CountDownLatch(1);

  public Stall(StallKind kind) {
    if (kind.isFromOutside())
      throw new IllegalArgumentException(
          "a stall of the kind " + kind.label() + " comes from outside");
    this.kind = kind;
  }

  /// Sleeps or burns CPU until the end. For the thread that is stalled.
  public void endure() {
    entered.release();
    try {
      if (kind == StallKind.BUSY) while (ended.getCount() > 0) Thread.onSpinWait();
      else ended.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("an acceptor was interrupted", e);
    }
  }

  /// Waits until one more thread has entered. For the thread that asked for the stall.
  public void awaitOneMore() throws IOException {
    try {
      if (!entered.tryAcquire(DEADLINE_SECONDS, TimeUnit.SECONDS))
        throw new IOException("an acceptor did not stall within " + DEADLINE_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while stalling", e);
    }
  }

  public void end() {
    ended.countDown();
  }
}
