package acceptbench.load;

import acceptbench.linux.ErrnoException;
import java.util.List;

/// What the client's loop has to do at which time, in nanoseconds after the load's start.
final class Pace {
  private static final long SAMPLE_NANOS = 5_000_000;

  /// A dump costs the kernel time for each socket, so the silence has to last before one is taken,
  /// and longer each time.
  private static final long FIRST_SILENCE_NANOS = 20_000_000;

  private static final long LONGEST_SILENCE_NANOS = 320_000_000;

  private final LoadPlan plan;
  private final DepthProbe depth;
  private final List<TimedAction> actions;
  private int actionsDone;
  private long nextSample;
  private long lastEvent;
  private long silence = FIRST_SILENCE_NANOS;
  private long nextExpiry;

  Pace(LoadPlan plan, DepthProbe depth) {
    this.plan = plan;
    this.depth = depth;
    this.actions = plan.actions();
    this.nextSample = SAMPLE_NANOS;
    this.nextExpiry = plan.patienceNanos();
  }

  /// Does what is due: the plan's actions, and a look at the queue.
  void act(long now) throws ErrnoException {
    while (actionsDone < actions.size() && actions.get(actionsDone).atNanos() <= now)
      actions.get(actionsDone++).action().run();
    if (now < nextSample) return;
    depth.sample();
    nextSample = now + SAMPLE_NANOS;
  }

  /// How long the loop may wait for events. Less than a millisecond is not waited but looked
  /// through.
  int timeoutMillis(long now, int started) {
    long until = Math.min(nextSample, nextExpiry);
    if (actionsDone < actions.size()) until = Math.min(until, actions.get(actionsDone).atNanos());
    if (started < plan.connections())
      until = Math.min(until, plan.arrivals().intendedStartNanos(started));
    return (int) Math.max(0, (until - now) / 1_000_000);
  }

  void sawEvent(long now) {
    lastEvent = now;
    silence = FIRST_SILENCE_NANOS;
  }

  /// Whether nothing has happened for so long that connections may be ghosts.
  boolean timeToLook(long now) {
    return now - lastEvent >= silence;
  }

  /// A look was taken, and proved that many ghosts.
  void looked(long now, int proved) {
    lastEvent = now;
    silence = proved > 0 ? FIRST_SILENCE_NANOS : Math.min(2 * silence, LONGEST_SILENCE_NANOS);
  }

  long nextExpiryNanos() {
    return nextExpiry;
  }

  /// Those whose patience was over have been ended.
  ///
  /// @param oldestStart when the oldest connection in flight was meant to start, `Long.MAX_VALUE`
  ///     where there is none
  void expired(long now, long oldestStart) {
    nextExpiry = Math.min(now, oldestStart) + plan.patienceNanos();
  }
}
