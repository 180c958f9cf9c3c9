package acceptbench.load;

import acceptbench.linux.Epoll;
import acceptbench.linux.ErrnoException;

/// Waits for what epoll has to tell, and knows since when that can have been there.
final class Readiness implements AutoCloseable {
  private static final int EVENTS_PER_WAIT = 256;
  private static final long LONGEST_SPIN_NANOS = 50_000;

  private final LoadClock clock;
  private final Totals totals;
  private final Epoll epoll = new Epoll(EVENTS_PER_WAIT);

  /// When epoll was last asked and everything that it had was taken.
  private long toldAllNanos;

  /// The same, of the time before.
  private long unreadyNanos;

  /// @param totals gets the time that was spun for nothing
  Readiness(LoadClock clock, Totals totals) throws ErrnoException {
    this.clock = clock;
    this.totals = totals;
  }

  /// What is waited for, and what it told last.
  Epoll epoll() {
    return epoll;
  }

  /// The next load's clock begins at 0.
  void start() {
    toldAllNanos = 0;
  }

  /// When what was told last was not there yet.
  long unreadyNanos() {
    return unreadyNanos;
  }

  /// Waits, at first without sleeping where several connections are in flight: their events are a
  /// few microseconds apart, and to wake a sleeper costs the server more than that. With one in
  /// flight there is nothing else to do meanwhile.
  ///
  /// @param now when that is, or a little before
  /// @return how many events there are
  int await(long now, int timeoutMillis, int inFlight) throws ErrnoException {
    if (inFlight > 1 && timeoutMillis > 0) {
      long until = now + LONGEST_SPIN_NANOS;
      long spinning = now;
      int ready = look(now, 0);
      while (ready == 0) {
        spinning = clock.nanos();
        if (spinning >= until) break;
        ready = look(spinning, 0);
      }
      totals.spun(spinning - now);
      if (ready > 0) return ready;
    }
    return look(now, timeoutMillis);
  }

  /// What epoll reports now was not there when it was last asked.
  ///
  /// @param now when that is, or a little before
  /// @return how many events there are
  int look(long now, int timeoutMillis) throws ErrnoException {
    int ready = epoll.await(timeoutMillis);
    unreadyNanos = toldAllNanos;
    if (ready < EVENTS_PER_WAIT) toldAllNanos = now;
    return ready;
  }

  @Override
  public void close() {
    epoll.close();
  }
}
