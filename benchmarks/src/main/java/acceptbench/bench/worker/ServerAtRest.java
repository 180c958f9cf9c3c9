package acceptbench.bench.worker;

import acceptbench.kernel.ListenerWatch;
import acceptbench.server.ServerStats;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// The server between iterations and after them: it has nothing left to do, and no more descriptors
/// than after the first iteration.
public final class ServerAtRest {
  private static final long QUIET_DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long CLOSED_DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /// As many more descriptors of a program are no leak.
  private static final int OWN_DESCRIPTORS = 16;

  private final Supplier<ServerStats> server;
  private final ListenerWatch watch;
  private final boolean ownNetwork;
  private int settledDescriptors = -1;
  private long ownDescriptors;

  /// @param ownNetwork whether all half-open connections are of clients of ours
  public ServerAtRest(Supplier<ServerStats> server, ListenerWatch watch, boolean ownNetwork) {
    this.server = server;
    this.watch = watch;
    this.ownNetwork = ownNetwork;
  }

  /// Waits until the server has nothing left to do, as it may after a load that ran out of
  /// patience. A half-open connection whose client has gone lives on until its SYN-ACK is sent
  /// again, a few seconds at most.
  ///
  /// @throws IllegalStateException where that takes more than 30 s
  public void await() throws IOException {
    long deadline = System.nanoTime() + QUIET_DEADLINE_NANOS;
    ServerStats last = server.get();
    while (true) {
      LockSupport.parkNanos(1_000_000);
      // The resets of the clients before would be counted among what comes now.
      if (ownNetwork) LoopbackFence.await();
      ServerStats now = server.get();
      if (watch.queued() == 0
          && now.accepts().equals(last.accepts())
          && now.served() == last.served()
          && !(ownNetwork && watch.halfOpen() > 0)) return;
      if (System.nanoTime() > deadline)
        throw new IllegalStateException(
            "the server did not come to rest in 30 s: %d connections wait in its accept queue, and %d are half-open (SYN_RECV)"
                .formatted(watch.queued(), watch.halfOpen()));
      last = now;
    }
  }

  /// An iteration has ended: by now the server has closed what it served. Somebody else's doesn't
  /// say what it has open.
  ///
  /// @param isCounted whether the server says what it accepted, as ours do
  /// @param served in the iteration
  public void settle(boolean isCounted, long served) {
    if (settledDescriptors < 0) {
      int open = server.get().descriptors();
      if (open > 0) settledDescriptors = open;
    } else if (!isCounted) {
      // A JVM, say, opens files and makes threads that it needs later than others.
      ownDescriptors = Math.max(OWN_DESCRIPTORS, ownDescriptors + served / 100);
    }
  }

  /// After the last iteration the server has no more descriptors than after the first one, and a
  /// program few more. It may still be closing connections that the client gave up.
  ///
  /// @throws IllegalStateException where it has more after 5 s
  public void checkNothingLeaked() throws IOException {
    if (settledDescriptors < 0) return;
    await();
    long deadline = System.nanoTime() + CLOSED_DEADLINE_NANOS;
    int now = server.get().descriptors();
    while (now > settledDescriptors + ownDescriptors) {
      if (System.nanoTime() > deadline)
        throw new IllegalStateException(
            "the server leaks descriptors: %d after the first iteration, %d after the last"
                .formatted(settledDescriptors, now));
      LockSupport.parkNanos(10_000_000);
      now = server.get().descriptors();
    }
  }
}
