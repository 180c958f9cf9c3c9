package acceptbench.load;

import acceptbench.linux.ErrnoException;
import acceptbench.load.arrival.LoadPlan;
import acceptbench.load.queue.DepthProbe;

/// What the client's loop has to do at which time, in nanoseconds after the load's start. Looks at
/// the queue go on at their own pace where a load is run again and again.
final class Pace {
  private static final long SAMPLE_NANOS = 5_000_000;

  /// A dump costs the kernel time for each socket, so the silence has to last before one is taken,
  /// and longer each time.
  private static final long FIRST_SILENCE_NANOS = 20_000_000;

  private static final long LONGEST_SILENCE_NANOS = 320_000_000;

  /// More than a dump of some ten thousand sockets takes. Until it is over no connection starts.
  private static final long LONGEST_DUMP_NANOS = 20_000_000;

  private final DepthProbe depth;
  private int actionsDone;
  private long nextSample;
  private long firstOrigin;
  private long origin;
  private boolean started;
  private long lastEvent;
  private long lastEventOrLook;
  private long silence;
  private long nextExpiry;

  Pace(DepthProbe depth) {
    this.depth = depth;
  }

  /// The next load is the first one of an account.
  void reset() {
    started = false;
  }

  /// @param originNanos when the load starts, as [System#nanoTime] has it
  void start(LoadPlan plan, long originNanos) {
    if (!started) {
      firstOrigin = originNanos;
      nextSample = SAMPLE_NANOS;
    } else {
      nextSample -= originNanos - origin;
    }
    started = true;
    origin = originNanos;
    actionsDone = 0;
    lastEvent = 0;
    lastEventOrLook = 0;
    silence = FIRST_SILENCE_NANOS;
    nextExpiry = plan.patienceNanos();
  }

  /// Does what is due: actions of the plan, and a look at the queue.
  ///
  /// @param nextStart when the next connection is meant to start, `Long.MAX_VALUE` where none does
  ///     by itself
  void act(LoadPlan plan, long now, long nextStart) throws ErrnoException {
    while (actionsDone < plan.actions().size()
        && plan.actions().get(actionsDone).isDue(now, nextStart))
      plan.actions().get(actionsDone++).action().run();
    if (now < nextSample) return;
    depth.sample(origin + now - firstOrigin);
    nextSample = now + SAMPLE_NANOS;
  }

  /// How long the loop may wait for events.
  ///
  /// epoll_wait(2) counts in milliseconds and comes back late by a timer's slack: less than that is
  /// not waited but looked through.
  ///
  /// @param nextStart when the next connection starts, `Long.MAX_VALUE` where none does by itself
  int timeoutMillis(LoadPlan plan, long now, long nextStart) {
    long until = Math.min(Math.min(nextSample, nextExpiry), nextStart);
    if (actionsDone < plan.actions().size())
      until = Math.min(until, plan.actions().get(actionsDone).atNanos());
    return (int) Math.max(0, (until - now) / 1_000_000);
  }

  void sawEvent(long now) {
    lastEvent = now;
    lastEventOrLook = now;
    silence = FIRST_SILENCE_NANOS;
  }

  long silentNanos(long now) {
    return now - lastEvent;
  }

  /// Whether nothing has happened for so long that connections may be ghosts, and a look at the
  /// server's sockets keeps no connection from starting in time.
  ///
  /// @param nextStart when the next connection starts, `Long.MAX_VALUE` where none does by itself
  boolean timeToLook(long now, long nextStart) {
    return now - lastEventOrLook >= silence && nextStart - now >= LONGEST_DUMP_NANOS;
  }

  /// A look was taken, and proved that many ghosts.
  ///
  /// @param now when it was over
  void looked(long now, int proved) {
    lastEventOrLook = now;
    silence = proved > 0 ? FIRST_SILENCE_NANOS : Math.min(2 * silence, LONGEST_SILENCE_NANOS);
  }

  long nextExpiryNanos() {
    return nextExpiry;
  }

  /// The connections whose patience was over have been ended.
  ///
  /// @param oldestStart when the oldest connection in flight was meant to start, `Long.MAX_VALUE`
  ///     where there is none
  void expired(LoadPlan plan, long now, long oldestStart) {
    nextExpiry = Math.min(now, oldestStart) + plan.patienceNanos();
  }
}
