package acceptbench.kernel;

import acceptbench.kernel.SynQueueLimit.Rule;

/// What the kernel makes of a listener's settings: pure functions, each with the place in the
/// kernel where it is written.
///
/// Peers are taken as unproven: no cached metrics, as in a new network namespace.
public final class QueueLaws {
  private final QueueSettings settings;

  public QueueLaws(QueueSettings settings) {
    this.settings = settings;
  }

  public QueueSettings settings() {
    return settings;
  }

  /// The backlog in force: `sk_max_ack_backlog` (`include/net/sock.h`), which had 16 bits.
  public int effectiveBacklog() {
    return KernelChange.BACKLOG_OF_32_BITS.in(settings.kernel())
        ? cutBacklog()
        : cutBacklog() & 0xffff;
  }

  /// What `__sys_listen` (`net/socket.c`) makes of the backlog: it compares as unsigned numbers.
  int cutBacklog() {
    return Integer.compareUnsigned(settings.backlog(), settings.somaxconn()) > 0
        ? settings.somaxconn()
        : settings.backlog();
  }

  /// How many connections wait for accept(2) at most: `sk_acceptq_is_full` (`include/net/sock.h`)
  /// says full at more than the backlog, and always did in released kernels.
  public long acceptQueueCapacity() {
    return effectiveBacklog() + 1L;
  }

  /// How many connections wait half-open at most while the accept queue has room.
  public SynQueueLimit synQueue() {
    boolean cookies = settings.syncookies() != 0;
    if (alwaysCookies()) return new SynQueueLimit(0, Rule.ALWAYS_COOKIES, true);
    SynQueueLimit full = fullSynQueue(cookies);
    long unproven = unprovenLimit();
    return !cookies && unproven < full.entries()
        ? new SynQueueLimit(unproven, Rule.MAX_SYN_BACKLOG, false)
        : full;
  }

  boolean alwaysCookies() {
    return settings.syncookies() == 2 && KernelChange.COOKIES_ALWAYS.in(settings.kernel());
  }

  /// Where `inet_csk_reqsk_queue_is_full` says full.
  private SynQueueLimit fullSynQueue(boolean cookies) {
    if (KernelChange.SYN_QUEUE_HOLDS_ONE_MORE.in(settings.kernel()))
      return new SynQueueLimit(effectiveBacklog() + 1L, Rule.BACKLOG, cookies);
    if (KernelChange.SYN_QUEUE_IS_BACKLOG.in(settings.kernel()))
      return new SynQueueLimit(effectiveBacklog(), Rule.BACKLOG, cookies);
    return new SynQueueLimit(1L << maxQueueLengthLog(), Rule.POWER_OF_TWO, cookies);
  }

  /// `max_qlen_log` of kernels before 4.4: the SYN queue is full at 2 to the power of it
  /// (`reqsk_queue_alloc` in `net/core/request_sock.c`).
  ///
  /// @throws IllegalStateException where the kernel is 4.4 or later and has no such thing
  public int maxQueueLengthLog() {
    if (KernelChange.SYN_QUEUE_IS_BACKLOG.in(settings.kernel()))
      throw new IllegalStateException("kernel " + settings.kernel() + " has no max_qlen_log");
    if (!KernelChange.SYN_QUEUE_SIZED_BY_BACKLOG.in(settings.kernel()))
      return Math.max(6, logCeiling(settings.maxSynBacklog()));
    long entries = Math.max(8, Math.min(cutBacklog(), settings.maxSynBacklog()));
    return logCeiling(entries + 1);
  }

  /// With cookies off the last quarter of tcp_max_syn_backlog is kept for proven peers
  /// (`tcp_conn_request`): a SYN is dropped once `max - length < max / 4`.
  private long unprovenLimit() {
    long max = settings.maxSynBacklog();
    return max - (max >> 2) + 1;
  }

  /// The smallest n with 2^n >= value.
  private static int logCeiling(long value) {
    return value <= 1 ? 0 : 64 - Long.numberOfLeadingZeros(value - 1);
  }
}
