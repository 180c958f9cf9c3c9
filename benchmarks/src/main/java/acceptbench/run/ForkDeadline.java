package acceptbench.run;

import acceptbench.run.jmh.FilteredFormat;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.format.OutputFormat;

/// Kills a fork if no iteration begins or ends for longer than a healthy one can take: the fork may
/// be stopped or in a deadlock, or the thread of this process that serves it may have died. JMH
/// itself would wait for ever.
///
/// Other output is no sign of life: JMH in the fork prints every ten seconds that threads of the
/// benchmark have not ended.
final class ForkDeadline implements AutoCloseable {
  /// The limit is waited for in this many steps, and a step counts once however long it took: if
  /// the whole run is stopped for a while (Ctrl-Z), its fork is not late.
  private static final int STEPS = 20;

  private static final Set<String> SIGNS_OF_LIFE = Set.of("iteration", "iterationResult");

  private final Duration limit;
  private final AtomicInteger stepsLeft = new AtomicInteger(STEPS);
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable String killedBecause;

  private ForkDeadline(Duration limit) {
    this.limit = limit;
  }

  /// Begins to watch the forks of a cell.
  ///
  /// @param limit how long one may take until its first iteration, and for each
  static ForkDeadline start(Duration limit) {
    ForkDeadline deadline = new ForkDeadline(limit);
    Thread.ofPlatform().daemon().name("deadline of the fork").start(deadline::watch);
    Thread.setDefaultUncaughtExceptionHandler(deadline::threadEnded);
    return deadline;
  }

  /// Takes the signs of life from what is given to a format.
  OutputFormat watching(OutputFormat format) {
    Thread jmh = Thread.currentThread();
    return FilteredFormat.of(
        format,
        message -> {
          // A fork's messages arrive on other threads. This thread starts forks, and reads a
          // profiler's files when a fork has ended.
          boolean betweenForks = Thread.currentThread().equals(jmh);
          if (betweenForks || SIGNS_OF_LIFE.contains(message)) stepsLeft.set(STEPS);
          return true;
        });
  }

  /// Why a fork was killed, in one line; empty if none was.
  synchronized Optional<String> reason() {
    return Optional.ofNullable(killedBecause);
  }

  private void watch() {
    try {
      while (!closed.await(limit.toMillis() / STEPS, TimeUnit.MILLISECONDS)) {
        if (stepsLeft.decrementAndGet() <= 0) killForks(hung());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String hung() {
    return "the JMH fork hung, and was killed: for %d s no iteration began or ended"
        .formatted(limit.toSeconds());
  }

  /// The fork may be waiting for a thread of JMH's that has died or could not be started.
  private void threadEnded(Thread thread, Throwable thrown) {
    thrown.printStackTrace();
    killForks("a thread of JMH ended, and its fork was killed: " + FailureReason.of(thrown));
  }

  private synchronized void killForks(String reason) {
    stepsLeft.set(STEPS);
    if (closed.getCount() == 0) return;
    if (Forks.kill() && killedBecause == null) killedBecause = reason;
  }

  @Override
  public synchronized void close() {
    closed.countDown();
    Thread.setDefaultUncaughtExceptionHandler(null);
  }
}
