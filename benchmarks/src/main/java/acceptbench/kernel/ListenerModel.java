package acceptbench.kernel;

import java.util.Map;
import java.util.TreeMap;

/// A listening socket as the laws describe it: give it each packet in turn, and it says what
/// becomes of the packet and counts what the kernel would count.
///
/// It follows `tcp_conn_request` (`net/ipv4/tcp_input.c`), `tcp_check_req`
/// (`net/ipv4/tcp_minisocks.c`) and `cookie_v4_check` (`net/ipv4/syncookies.c`) of kernels since
/// 4.10, for peers that have no cached metrics, and before any timer has run out. Not thread-safe.
public final class ListenerModel {
  private final QueueSettings settings;
  private final SynQueueLimit synQueue;
  private final long acceptQueueCapacity;
  private final Map<String, Long> counters = new TreeMap<>();
  private long queued;
  private long halfOpen;

  /// A listener with empty queues.
  ///
  /// @throws IllegalArgumentException where the kernel is older than 4.10
  public ListenerModel(QueueSettings settings) {
    if (!KernelChange.SYN_DROPPED_AT_FULL_ACCEPT_QUEUE.in(settings.kernel()))
      throw new IllegalArgumentException(
          "kernel %s: what becomes of a connection is known since 4.10"
              .formatted(settings.kernel()));
    this.settings = settings;
    QueueLaws laws = new QueueLaws(settings);
    synQueue = laws.synQueue();
    acceptQueueCapacity = laws.acceptQueueCapacity();
  }

  /// What becomes of a SYN.
  public enum SynFate {
    /// Answered, and kept in the SYN queue.
    HALF_OPEN,
    /// Answered with a cookie, and forgotten.
    COOKIE,
    /// Dropped without a word.
    DROPPED
  }

  /// What becomes of the ACK that ends a handshake. The client is ESTABLISHED in any case.
  public enum AckFate {
    /// In the accept queue.
    QUEUED,
    /// Ignored; the connection stays half-open and the SYN-ACK will be sent again.
    IGNORED,
    /// Answered with a RST.
    RESET,
    /// Thrown away, and nobody but the client knows of the connection.
    GHOST
  }

  /// A SYN of a new connection arrives.
  public SynFate syn() {
    boolean cookies = settings.syncookies() != 0;
    boolean cookie = false;
    boolean full = halfOpen >= synQueue.entries();
    if (full && synQueue.rule() != SynQueueLimit.Rule.MAX_SYN_BACKLOG) {
      count(cookies ? "TCPReqQFullDoCookies" : "TCPReqQFullDrop");
      if (!cookies) return dropped();
      cookie = true;
    }
    if (acceptQueueIsFull()) {
      count("ListenOverflows");
      return dropped();
    }
    if (cookie) {
      count("SyncookiesSent");
      return SynFate.COOKIE;
    }
    if (full) return dropped();
    halfOpen++;
    return SynFate.HALF_OPEN;
  }

  /// The final ACK of a connection arrives, whose SYN had this fate.
  public AckFate ack(SynFate syn) {
    return switch (syn) {
      case HALF_OPEN -> ackOfHalfOpen();
      case COOKIE -> ackOfCookie();
      case DROPPED -> throw new IllegalArgumentException("a dropped SYN has no final ACK");
    };
  }

  /// A whole connect: the SYN, and the ACK if the SYN is answered.
  ///
  /// @return whether the client sees it succeed
  public boolean connect() {
    SynFate fate = syn();
    if (fate == SynFate.DROPPED) return false;
    ack(fate);
    return true;
  }

  /// The server takes a connection out of the accept queue, which must not be empty.
  public void accept() {
    if (queued == 0) throw new IllegalStateException("the accept queue is empty");
    queued--;
  }

  /// Connections in the accept queue.
  public long queued() {
    return queued;
  }

  /// Connections in SYN_RECV.
  public long halfOpen() {
    return halfOpen;
  }

  /// What the kernel would have counted, by its names; a counter that is not there is 0.
  public Map<String, Long> counters() {
    return Map.copyOf(counters);
  }

  private AckFate ackOfHalfOpen() {
    if (!acceptQueueIsFull()) {
      halfOpen--;
      queued++;
      return AckFate.QUEUED;
    }
    countOverflow();
    if (!settings.abortOnOverflow()) return AckFate.IGNORED;
    halfOpen--;
    count("EmbryonicRsts");
    return AckFate.RESET;
  }

  private AckFate ackOfCookie() {
    count("SyncookiesRecv");
    if (!acceptQueueIsFull()) {
      queued++;
      return AckFate.QUEUED;
    }
    countOverflow();
    return AckFate.GHOST;
  }

  private boolean acceptQueueIsFull() {
    return queued >= acceptQueueCapacity;
  }

  private SynFate dropped() {
    count("ListenDrops");
    return SynFate.DROPPED;
  }

  private void countOverflow() {
    count("ListenOverflows");
    count("ListenDrops");
  }

  private void count(String counter) {
    counters.merge(counter, 1L, Long::sum);
  }
}
