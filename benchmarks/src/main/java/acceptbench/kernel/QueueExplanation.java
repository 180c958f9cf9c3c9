package acceptbench.kernel;

import acceptbench.kernel.SynQueueLimit.Rule;
import java.util.List;
import java.util.stream.Collectors;

/// Explains what a listener's settings amount to: each limit, which setting binds, what happens
/// beyond it, how to change it, and which command shows it.
public final class QueueExplanation {
  private final QueueSettings settings;
  private final QueueLaws laws;

  public QueueExplanation(QueueSettings settings) {
    this.settings = settings;
    this.laws = new QueueLaws(settings);
  }

  /// All of it, in the order in which a connection meets the limits.
  public List<ExplainedLimit> limits() {
    return List.of(effectiveBacklog(), synQueue(), acceptQueue(), finalAck());
  }

  private boolean somaxconnBinds() {
    return Integer.compareUnsigned(settings.backlog(), settings.somaxconn()) > 0;
  }

  private ExplainedLimit effectiveBacklog() {
    return new ExplainedLimit(
        "effective backlog",
        Integer.toString(laws.effectiveBacklog()),
        "the smaller of backlog %s and net.core.somaxconn %d: %s%s"
            .formatted(
                told(settings.backlog()),
                settings.somaxconn(),
                somaxconnBinds() ? "somaxconn binds" : "the backlog binds",
                laws.effectiveBacklog() == laws.cutBacklog()
                    ? ""
                    : "; of %d this kernel keeps 16 bits (until %s)"
                        .formatted(laws.cutBacklog(), KernelChange.BACKLOG_OF_32_BITS.source())),
        "listen(2) cuts a larger backlog without a word",
        somaxconnBinds()
            ? "sysctl -w net.core.somaxconn=N, then the server has to call listen() again"
            : "the server's backlog: ServerSocket.bind(address, backlog), Netty's SO_BACKLOG,"
                + " nginx's listen ... backlog=N",
        "ss -ltn (Send-Q of the listener)");
  }

  /// The backlog as it was given, and what the kernel reads there if that is another number.
  private static String told(int backlog) {
    if (backlog == -1) return "-1 (unsigned: no limit)";
    String unsigned = Integer.toUnsignedString(backlog);
    return backlog < 0 ? backlog + " (unsigned: " + unsigned + ")" : unsigned;
  }

  private ExplainedLimit synQueue() {
    SynQueueLimit limit = laws.synQueue();
    return new ExplainedLimit(
        "SYN queue (half-open connections)",
        Long.toString(limit.entries()),
        whySynQueue(limit),
        beyondSynQueue(limit),
        changeSynQueue(limit),
        "ss -tan state syn-recv; nstat -az TcpExtTCPReqQFullDoCookies TcpExtTCPReqQFullDrop"
            + " TcpExtListenDrops");
  }

  private String whySynQueue(SynQueueLimit limit) {
    return switch (limit.rule()) {
      case ALWAYS_COOKIES -> "tcp_syncookies=2 keeps nothing of a SYN";
      case BACKLOG ->
          KernelChange.SYN_QUEUE_HOLDS_ONE_MORE.in(settings.kernel())
              ? "full at more than the effective backlog (%s)"
                  .formatted(KernelChange.SYN_QUEUE_HOLDS_ONE_MORE.source())
              : "full at the effective backlog, until Linux 6.13";
      case MAX_SYN_BACKLOG ->
          "tcp_syncookies=0 keeps the last quarter of tcp_max_syn_backlog %1$d for peers with cached"
                  .formatted(settings.maxSynBacklog())
              + " metrics; others get M - M/4 + 1";
      case POWER_OF_TWO -> whyPowerOfTwo(limit.entries());
    };
  }

  private String whyPowerOfTwo(long entries) {
    int log = laws.maxQueueLengthLog();
    if (!KernelChange.SYN_QUEUE_SIZED_BY_BACKLOG.in(settings.kernel()))
      return "the smallest power of two that is no less than tcp_max_syn_backlog %d, 64 at least (max_qlen_log %d); the backlog plays no part until Linux 2.6.20"
          .formatted(settings.maxSynBacklog(), log);
    int least = Math.min(laws.cutBacklog(), settings.maxSynBacklog());
    return "roundup_pow_of_two(max(8, min(backlog %s, somaxconn %d, tcp_max_syn_backlog %d)) + 1) = %d (max_qlen_log %d); %s binds%s"
        .formatted(
            told(settings.backlog()),
            settings.somaxconn(),
            settings.maxSynBacklog(),
            entries,
            log,
            least < 8 ? "the least, 8," : binding(),
            entries == 2L * least
                ? ""
                : "; the popular \"2 x min\" would say %d, and is right for powers of two only"
                    .formatted(2L * least));
  }

  private String binding() {
    if (settings.maxSynBacklog() < laws.cutBacklog()) return "tcp_max_syn_backlog";
    return somaxconnBinds() ? "somaxconn" : "the backlog";
  }

  private String beyondSynQueue(SynQueueLimit limit) {
    if (limit.rule() == Rule.ALWAYS_COOKIES)
      return "every SYN is answered with a cookie"
          + counted("SyncookiesSent")
          + ": no state is kept";
    if (limit.cookiesBeyond())
      return "a further SYN is answered with a cookie"
          + counted("TCPReqQFullDoCookies, SyncookiesSent")
          + ": no state is kept";
    return "a further SYN is dropped"
        + counted(
            limit.rule() == Rule.MAX_SYN_BACKLOG
                ? "ListenDrops, and no other counter"
                : "TCPReqQFullDrop, ListenDrops; not ListenOverflows");
  }

  /// The counters that show it. Before 4.10 there were others, or none.
  private String counted(String counters) {
    return dropsEverySyn() ? " (" + counters + ")" : "";
  }

  private boolean dropsEverySyn() {
    return KernelChange.SYN_DROPPED_AT_FULL_ACCEPT_QUEUE.in(settings.kernel());
  }

  private String changeSynQueue(SynQueueLimit limit) {
    return switch (limit.rule()) {
      case ALWAYS_COOKIES -> "sysctl -w net.ipv4.tcp_syncookies=1";
      case BACKLOG -> "as the effective backlog; tcp_max_syn_backlog plays no part here";
      case MAX_SYN_BACKLOG ->
          "sysctl -w net.ipv4.tcp_max_syn_backlog=N, or net.ipv4.tcp_syncookies=1";
      case POWER_OF_TWO ->
          KernelChange.SYN_QUEUE_SIZED_BY_BACKLOG.in(settings.kernel())
              ? "whichever of the three binds; then the server has to call listen() again"
              : "sysctl -w net.ipv4.tcp_max_syn_backlog=N";
    };
  }

  private ExplainedLimit acceptQueue() {
    return new ExplainedLimit(
        "accept queue (connections nobody has accepted)",
        Long.toString(laws.acceptQueueCapacity()),
        "full at more than the effective backlog",
        "a SYN is dropped"
            + (dropsEverySyn() ? "" : " while more than one young entry is in the SYN queue")
            + counted("ListenOverflows, ListenDrops")
            + "; the client sends it again after "
            + retransmissions()
            + ", whatever tcp_abort_on_overflow says",
        "as the effective backlog; or accept faster",
        "ss -ltn (Recv-Q of the listener); nstat -az TcpExtListenOverflows TcpExtListenDrops");
  }

  /// When a client on a kernel like this one sends its SYN again.
  private String retransmissions() {
    boolean linear = KernelChange.LINEAR_SYN_TIMEOUTS.in(settings.kernel());
    return seconds(new SynRetransmissions(firstTimeoutMillis(), linear ? 4 : 0, linear ? 7 : 4));
  }

  private int firstTimeoutMillis() {
    return KernelChange.ONE_SECOND_FIRST_TIMEOUT.in(settings.kernel()) ? 1000 : 3000;
  }

  private static String seconds(SynRetransmissions schedule) {
    return schedule.dueMillis().stream()
        .map(due -> Integer.toString(due / 1000))
        .collect(Collectors.joining(", ", "", " s"));
  }

  private ExplainedLimit finalAck() {
    String cookie =
        settings.syncookies() == 0
            ? ""
            : "; of a cookie: a ghost, ESTABLISHED for the client and unknown to the server, until"
                + " it sends data while there is room";
    return new ExplainedLimit(
        "final ACK at a full accept queue",
        settings.abortOnOverflow() ? "RST" : "ignored",
        "tcp_abort_on_overflow=" + (settings.abortOnOverflow() ? 1 : 0),
        (settings.abortOnOverflow()
                ? "the client was connected and gets ECONNRESET (EmbryonicRsts)"
                : "the client is ESTABLISHED, the server in SYN_RECV; the SYN-ACK is sent again"
                    + " after "
                    + seconds(new SynRetransmissions(firstTimeoutMillis(), 0, 3))
                    + " and the ACK to it, or data, accepted once there is room")
            + cookie,
        "sysctl -w net.ipv4.tcp_abort_on_overflow=0|1",
        "nstat -az TcpExtListenOverflows TcpExtEmbryonicRsts TcpExtSyncookiesRecv");
  }
}
