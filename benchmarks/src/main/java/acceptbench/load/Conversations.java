package acceptbench.load;

import static acceptbench.linux.Epoll.EPOLLERR;
import static acceptbench.linux.Epoll.EPOLLET;
import static acceptbench.linux.Epoll.EPOLLHUP;
import static acceptbench.linux.Epoll.EPOLLIN;
import static acceptbench.linux.Epoll.EPOLLOUT;
import static acceptbench.linux.Epoll.EPOLLRDHUP;

import acceptbench.linux.Epoll;
import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.socket.TcpInfo;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.load.queue.HandshakeEnds;
import acceptbench.load.trace.ConnectionTrace;
import acceptbench.load.trace.Fate;

/// What happens on each connection: its handshake, what the client says, the answer, the end.
/// [LoadClient] does the waiting.
final class Conversations {
  /// Instead of an intended start: the connection starts when the one before it ends.
  static final long ON_ITS_START = -1;

  /// SYNs are first sent again after 1 s (RFC 6298), so that a handshake faster than this needs no
  /// look at its retries.
  private static final long NO_RETRY_NANOS = 200_000_000;

  private static final int ANSWER = EPOLLIN | EPOLLRDHUP | EPOLLET;
  private static final int HANDSHAKE_AND_ANSWER = ANSWER | EPOLLOUT;

  private final LoadClock clock;
  private final Connector connector;
  private final Dialogue dialogue;
  private final Connections connections;
  private final AnswersInTurn inTurn;
  private final HeldConnections held;
  private final Epoll epoll;
  private final LatencyRecorder latencies;
  private final HandshakeEnds handshakes;
  private final Totals totals;
  private final ConnectionTrace trace;
  private final TcpInfo tcpInfo = new TcpInfo();
  private long holdNanos;

  Conversations(
      LoadClock clock,
      Connector connector,
      Dialogue dialogue,
      Connections connections,
      AnswersInTurn inTurn,
      Epoll epoll,
      LatencyRecorder latencies,
      HandshakeEnds handshakes,
      Totals totals,
      ConnectionTrace trace) {
    this.clock = clock;
    this.connector = connector;
    this.dialogue = dialogue;
    this.connections = connections;
    this.inTurn = inTurn;
    this.held = new HeldConnections(connections.capacity());
    this.epoll = epoll;
    this.latencies = latencies;
    this.handshakes = handshakes;
    this.totals = totals;
    this.trace = trace;
  }

  /// How long connections that begin from now on are held open after their first byte.
  void hold(long nanos) {
    holdNanos = nanos;
  }

  /// How many are held open.
  int heldOpen() {
    return held.size();
  }

  /// When the next of those that are held open is to be closed; `Long.MAX_VALUE` where none is.
  long nextEndNanos() {
    return held.nextNanos();
  }

  /// Closes those that have been held open long enough.
  void letGo(long now) {
    while (held.nextNanos() <= now) close(held.removeOldest());
  }

  /// Latency counts from the SYN in a closed loop, and from the intended start in an open one.
  ///
  /// @param mostInFlight where it is 1, there is nothing else to do while the handshake lasts
  void start(long intended, int mostInFlight) throws ErrnoException {
    boolean alone = mostInFlight == 1;
    int fd = alone ? connector.openToWait() : connector.open();
    long now = clock.nanos();
    long intendedNanos = intended == ON_ITS_START ? now : intended;
    int slot = connections.start(fd, intendedNanos, now);
    int error = connect(fd, alone);
    // Read at once, and the start recorded after it: none of that is the server's time.
    long ended = clock.nanos();
    noteStart(slot, intendedNanos, now);
    boolean speaks = error == Errno.EINPROGRESS && dialogue.clientSpeaksFirst();
    if (speaks) error = dialogue.openEarly(fd);
    boolean retried = error == 0 && clock.nanos() - now >= NO_RETRY_NANOS && recordHandshake(slot);
    if (error == Errno.EINPROGRESS) {
      epoll.add(fd, HANDSHAKE_AND_ANSWER, slot);
    } else if (error == 0) {
      connected(slot, now, ended, retried);
      if (!speaks) dialogue.open(fd);
      if (alone || mostInFlight == Integer.MAX_VALUE) awaitByEpoll(slot);
      else inTurn.add(slot);
    } else {
      end(slot, fate(error));
    }
  }

  /// A method of its own, as the JVM's compiler inlines [#start] into the client's loop only while
  /// it is short; not inlined, it would make objects for each connection.
  private void noteStart(int slot, long intendedNanos, long now) {
    long origin = clock.originNanos();
    trace.started(slot, origin + intendedNanos, origin + now);
    totals.started(origin, intendedNanos, now);
    latencies.lagged(now - intendedNanos);
  }

  private int connect(int fd, boolean alone) throws ErrnoException {
    if (alone) return connector.connectAndWait(fd);
    return dialogue.clientSpeaksFirst() ? connector.begin(fd) : connector.connect(fd);
  }

  /// Registers the connection with epoll, which reports its answer from now on.
  void awaitByEpoll(int slot) throws ErrnoException {
    epoll.add(connections.descriptor(slot), ANSWER, slot);
  }

  /// What epoll reported about a connection.
  ///
  /// @param unready when epoll had nothing to report about it yet
  void handle(int slot, int events, long unready, long now) throws ErrnoException {
    if (connections.phase(slot) == Phase.CONNECTING && !finishHandshake(slot, events, unready, now))
      return;
    if (connections.phase(slot) != Phase.CONNECTED) return;
    if ((events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) == 0) return;
    answered(slot, look(slot), now);
  }

  Dialogue.Answer look(int slot) {
    return dialogue.read(connections.descriptor(slot));
  }

  void answered(int slot, Dialogue.Answer answer, long now) {
    switch (answer) {
      case CAME -> {
        latencies.served(now - connections.intendedStartNanos(slot));
        handshakes.greeted(connections.handshake(slot), clock.originNanos() + now);
        trace.served(slot, clock.originNanos() + now);
        connections.enter(slot, Phase.SERVED);
        if (holdNanos > 0) held.holdUntil(now + holdNanos, slot);
        else close(slot);
      }
      case ENDED -> end(slot, Fate.RESET);
      case NOT_YET -> {}
    }
  }

  private void close(int slot) {
    connector.closeUnread(connections.descriptor(slot));
    connections.release(slot);
  }

  private boolean finishHandshake(int slot, int events, long unready, long now)
      throws ErrnoException {
    int fd = connections.descriptor(slot);
    if ((events & EPOLLERR) != 0) {
      recordHandshake(slot);
      end(slot, fate(TcpSocket.takeError(fd)));
      return false;
    }
    if ((events & EPOLLOUT) == 0) return false;
    boolean retried =
        now - connections.intendedStartNanos(slot) >= NO_RETRY_NANOS && recordHandshake(slot);
    connected(slot, Math.max(unready, connections.startNanos(slot)), now, retried);
    dialogue.open(fd);
    return true;
  }

  private void connected(int slot, long earliest, long now, boolean retried) throws ErrnoException {
    long intended = connections.intendedStartNanos(slot);
    latencies.connected(now - intended);
    connections.enter(slot, Phase.CONNECTED);
    int client = connector.client(connections.descriptor(slot));
    long origin = clock.originNanos();
    int number = handshakes.add(client, origin + earliest, origin + now);
    handshakes.began(number, origin + intended, retried);
    connections.setHandshake(slot, number);
    trace.connected(slot, number, origin + now);
  }

  private static Fate fate(int error) {
    return switch (error) {
      case Errno.ECONNREFUSED -> Fate.REFUSED;
      case Errno.ETIMEDOUT -> Fate.TIMED_OUT;
      default -> Fate.RESET;
    };
  }

  /// Counts what a handshake took that may have taken more than one SYN.
  ///
  /// @return whether it did
  private boolean recordHandshake(int slot) throws ErrnoException {
    tcpInfo.readOf(connections.descriptor(slot));
    totals.handshakes.add(tcpInfo);
    trace.sentAgain(slot, tcpInfo.synRetransmissions());
    return tcpInfo.synRetransmissions() > 0;
  }

  private void end(int slot, Fate fate) {
    trace.ended(slot, fate);
    connections.enter(slot, Phase.of(fate));
    connector.close(connections.descriptor(slot));
    connections.release(slot);
  }
}
