package acceptbench.load;

import static acceptbench.linux.Epoll.EPOLLERR;
import static acceptbench.linux.Epoll.EPOLLET;
import static acceptbench.linux.Epoll.EPOLLIN;
import static acceptbench.linux.Epoll.EPOLLOUT;
import static acceptbench.linux.Epoll.EPOLLRDHUP;

import acceptbench.kernel.CounterReader;
import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.ListenerWatch;
import acceptbench.linux.Epoll;
import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.socket.Endpoint;
import acceptbench.linux.socket.ListenerSocket;
import acceptbench.linux.socket.PacketFilter;
import acceptbench.linux.socket.TcpInfo;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.linux.socket.TcpState;
import acceptbench.load.ledger.Books;
import acceptbench.load.ledger.HalfOpenSyns;
import acceptbench.load.ledger.Ledger;
import acceptbench.load.ledger.Settlement;
import acceptbench.load.ledger.Snapshot;
import java.io.IOException;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Clients that begin a handshake and hear no answer: a filter on each socket drops the SYN-ACK, so
/// that the server stays half-open, as with a SYN flood or clients behind a broken path.
///
/// They go on sending SYNs as the kernel does (`tcp_syn_retries`). Once released they hear again,
/// and the next SYN-ACK, about a second later, makes them clients like others: their final ACKs
/// then arrive at whatever the queues have become.
///
/// Guarantee: each of their SYNs is accounted for. The kernel keeps a half-open connection for 7 s
/// at least; where it may have given one up after that ([HalfOpenSyns#KEPT_NANOS]), no account can
/// be exact, and it ends in an exception. One thread, the load client's; not thread-safe.
public final class HalfOpenClients implements Books, AutoCloseable {
  private static final int WATCHED = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  private static final int EVENTS_PER_WAIT = 256;

  /// They heard no answer for as long as they were half-open, which is in what the kernel takes for
  /// their round trip.
  private static final long ANY_ROUND_TRIP = Long.MAX_VALUE;

  private static final int LOOK_MILLIS = 20;
  private static final int MOST_TRIES = 100;
  private static final long ANSWERED_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Connections connections;
  private final Connector connector;
  private final Dialogue dialogue;
  private final GhostProof proof;
  private final ListenerWatch listeners;
  private final CounterReader counters = CounterReader.ofCallingThread();
  private final TcpInfo tcpInfo = new TcpInfo();
  private final Epoll epoll = new Epoll(EVENTS_PER_WAIT);
  private final int[] synRetries;
  private BitSet kept = new BitSet();
  private boolean released;
  private long openedNanos;

  /// @param server at addresses of this machine, which the clients take in turn
  /// @param count how many clients, 0 for none
  /// @param dialogue what they say once they have been released and are connected
  public HalfOpenClients(Endpoint server, int count, Dialogue dialogue) throws ErrnoException {
    connections = new Connections(count);
    connector = new Connector(server);
    this.dialogue = dialogue;
    proof = new GhostProof(server);
    listeners = new ListenerWatch(server);
    synRetries = new int[count];
  }

  /// Begins the handshakes, and returns when the server has dealt with each SYN.
  ///
  /// @throws IOException where the client can't go on, or the server's kernel does not answer
  public void open() throws IOException {
    released = false;
    openedNanos = System.nanoTime();
    proof.reset();
    connections.forgetEnded();
    KernelCounters before = counters.read();
    for (int i = 0; i < connections.capacity(); i++) {
      int fd = connector.open();
      PacketFilter.dropEverything(fd);
      int slot = connections.start(fd, 0);
      connector.connect(fd);
      epoll.add(fd, WATCHED, slot);
    }
    awaitAnswers(before);
  }

  private void awaitAnswers(KernelCounters before) throws IOException {
    long deadline = System.nanoTime() + ANSWERED_NANOS;
    while (true) {
      kept = keptNow();
      KernelCounters counted = counters.read().minus(before);
      double notKept = counted.get("SyncookiesSent") + counted.get("ListenDrops");
      if (kept.cardinality() + notKept >= connections.capacity()) return;
      if (System.nanoTime() > deadline)
        throw new IllegalStateException(
            "of %d half-open clients' SYNs the server kept %d, and answered or dropped %.0f"
                .formatted(connections.capacity(), kept.cardinality(), notKept));
      LockSupport.parkNanos(100_000);
    }
  }

  private BitSet keptNow() throws ErrnoException {
    BitSet now = new BitSet();
    if (connections.capacity() == 0) return now;
    proof.dump();
    for (int slot = 0; slot < connections.capacity(); slot++)
      now.set(slot, proof.isHalfOpen(connections.descriptor(slot)));
    return now;
  }

  /// One that was given up may be there again by the client's next SYN.
  private void requireKept() throws ErrnoException {
    if (keptNow().equals(kept) && !mayHaveBeenGivenUp()) return;
    throw new IllegalStateException(
        "half-open connections were held for %.1f s, and the server gave some up or may have, as the kernel does after 7 s while its SYN queue holds more than half of the backlog: the load has to be shorter, or the machine less busy"
            .formatted((System.nanoTime() - openedNanos) / 1e9));
  }

  private boolean mayHaveBeenGivenUp() throws ErrnoException {
    if (System.nanoTime() - openedNanos < HalfOpenSyns.KEPT_NANOS) return false;
    int backlog =
        listeners.listeners().stream().mapToInt(ListenerSocket::effectiveBacklog).min().orElse(0);
    return 2 * kept.cardinality() > Math.max(8, backlog);
  }

  /// Lets them hear: the next SYN-ACK, or the answer to their next SYN, goes through.
  public void release() throws ErrnoException {
    if (released) return;
    requireKept();
    released = true;
    for (int slot = 0; slot < connections.capacity(); slot++)
      PacketFilter.detach(connections.descriptor(slot));
  }

  /// Handles what has arrived for them, without waiting.
  public void look() throws ErrnoException {
    if (released) handle(epoll.await(0));
  }

  /// Waits until each of them has ended. Those that have not been served when patience runs out
  /// have timed out.
  ///
  /// @param meanwhile is done every 20 ms at least
  public void awaitEnded(long patienceNanos, Runnable meanwhile) throws ErrnoException {
    release();
    long deadline = System.nanoTime() + patienceNanos;
    while (connections.inFlight() > 0 && System.nanoTime() < deadline) {
      meanwhile.run();
      int ready = epoll.await(LOOK_MILLIS);
      if (ready > 0) handle(ready);
      // What a client says first may heal a ghost as long as there is patience.
      else if (!dialogue.clientSpeaksFirst()) proof.look(connections, ANY_ROUND_TRIP);
    }
    handle(epoll.await(0));
    for (int slot = 0; slot < connections.capacity(); slot++)
      if (!connections.phase(slot).ended()) connections.enter(slot, Phase.TIMED_OUT);
  }

  private void handle(int ready) throws ErrnoException {
    for (int i = 0; i < ready; i++) handle(epoll.data(i), epoll.events(i));
  }

  private void handle(int slot, int events) throws ErrnoException {
    if (connections.phase(slot).ended()) return;
    int fd = connections.descriptor(slot);
    if (connections.phase(slot) == Phase.CONNECTING) {
      tcpInfo.readOf(fd);
      synRetries[slot] = tcpInfo.synRetransmissions();
      if ((events & EPOLLERR) != 0) {
        boolean timedOut = TcpSocket.takeError(fd) == Errno.ETIMEDOUT;
        connections.enter(slot, timedOut ? Phase.TIMED_OUT : Phase.RESET);
        return;
      }
      if ((events & EPOLLOUT) == 0) return;
      connections.enter(slot, Phase.CONNECTED);
      dialogue.open(fd);
    }
    switch (dialogue.read(fd)) {
      case CAME -> connections.enter(slot, Phase.SERVED);
      case ENDED -> connections.enter(slot, Phase.RESET);
      case NOT_YET -> {}
    }
  }

  /// Repeated until no SYN was sent while the snapshot was taken. Those that were not released are
  /// no attempts: they show in [HalfOpenSyns] only.
  @Override
  public <T> Settlement<T> settle(Snapshot<T> snapshot) throws IOException {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      if (!released) requireKept();
      Ledger before = ledger();
      T taken = snapshot.take();
      if (ledger().equals(before)) return new Settlement<>(before, taken);
    }
    throw new IllegalStateException(
        "the account never stood still: half-open clients sent SYNs during each of "
            + MOST_TRIES
            + " tries");
  }

  private Ledger ledger() throws ErrnoException {
    if (connections.capacity() == 0) return Ledger.EMPTY;
    proof.dump();
    long unkept = 0;
    long repeated = 0;
    long halfAccepted = 0;
    long ghosts = 0;
    long crossings = 0;
    for (int slot = 0; slot < connections.capacity(); slot++) {
      int fd = connections.descriptor(slot);
      tcpInfo.readOf(fd);
      boolean unanswered = tcpInfo.state() == TcpState.SYN_SENT;
      if (unanswered) synRetries[slot] = tcpInfo.synRetransmissions();
      if (kept.get(slot) && !unanswered) crossings++;
      if (kept.get(slot)) repeated += synRetries[slot];
      else unkept += synRetries[slot] + (unanswered ? 1 : 0);
      if (connections.phase(slot) == Phase.TIMED_OUT && !unanswered) {
        if (proof.isHalfOpen(fd)) halfAccepted++;
        else if (tcpInfo.state() == TcpState.ESTABLISHED && proof.isAbsent(fd)) ghosts++;
      }
    }
    HalfOpenSyns syns =
        new HalfOpenSyns(
            released ? 0 : connections.capacity(), kept.cardinality(), unkept, repeated, crossings);
    return ledger(halfAccepted, ghosts, syns);
  }

  /// @param ghosts among those that timed out
  private Ledger ledger(long halfAccepted, long ghosts, HalfOpenSyns syns) {
    return new Ledger(
        released ? connections.capacity() : 0,
        connections.count(Phase.SERVED),
        connections.count(Phase.GHOST) + ghosts,
        connections.count(Phase.RESET),
        connections.count(Phase.REFUSED),
        connections.count(Phase.TIMED_OUT) - ghosts,
        0,
        0,
        0,
        halfAccepted,
        0,
        syns);
  }

  @Override
  public long served() {
    return connections.count(Phase.SERVED);
  }

  @Override
  public void closeAll() {
    for (int slot = 0; slot < connections.capacity(); slot++) {
      if (connections.phase(slot) == Phase.PLANNED) continue;
      TcpSocket.closeWithReset(connections.descriptor(slot));
      if (!connections.phase(slot).ended()) connections.enter(slot, Phase.TIMED_OUT);
      connections.release(slot);
    }
  }

  @Override
  public void close() {
    try (epoll;
        proof;
        listeners) {
      closeAll();
    }
  }
}
