package acceptbench.load;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.process.CpuClock;
import acceptbench.linux.socket.Endpoint;
import acceptbench.linux.socket.TcpInfo;
import acceptbench.load.arrival.ArrivalSchedule;
import acceptbench.load.arrival.LoadPlan;
import acceptbench.load.ledger.Books;
import acceptbench.load.ledger.Settlement;
import acceptbench.load.ledger.Snapshot;
import acceptbench.load.queue.DepthProbe;
import acceptbench.load.queue.HandshakeEnds;
import acceptbench.load.trace.ConnectionTrace;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Opens connections to a server on this machine by a plan, reads each one's greeting, closes it,
/// and keeps the account.
///
/// A load may be run many times; latencies and counts add up until [#reset]. After a load,
/// [#settle] closes the account while what did not end well is still open, then [#closeAll] closes
/// that. One thread, not thread-safe.
public final class LoadClient implements Books, AutoCloseable {
  /// While connections are due one after the other, events may wait this long to be seen: a look
  /// for each would cost a system call per connection.
  private static final long LONGEST_UNSEEN_NANOS = 50_000;

  /// How long other answers may have to wait until the oldest one has come.
  private static final long LONGEST_TURN_NANOS = LONGEST_UNSEEN_NANOS;

  /// How soon a client that has nothing left to do notices that the others are done.
  private static final int OTHERS_MILLIS = 1;

  private final LoadClock clock = new LoadClock();
  private final Connections connections;
  private final AnswersInTurn inTurn;
  private final Connector connector;
  private final Dialogue dialogue;
  private final LatencyRecorder latencies = new LatencyRecorder();
  private final HandshakeEnds handshakes = new HandshakeEnds();
  private final Totals totals = new Totals();
  private final ConnectionTrace trace;
  private final TcpInfo tcpInfo = new TcpInfo();
  private final Pace pace;
  private final GhostProof proof;
  private final Conversations conversations;
  private final Readiness readiness = new Readiness(clock, totals);

  /// @param server at addresses of this machine, which its connections take in turn
  /// @param capacity the most connections in flight
  /// @param dialogue who speaks first, and what
  /// @param depth looks at the listener's queue now and then
  public LoadClient(Endpoint server, int capacity, Dialogue dialogue, DepthProbe depth)
      throws ErrnoException {
    this(server, capacity, dialogue, depth, ConnectionTrace.off());
  }

  /// The same, with a trace of each connection.
  ///
  /// @param trace with a slot for each connection in flight
  public LoadClient(
      Endpoint server, int capacity, Dialogue dialogue, DepthProbe depth, ConnectionTrace trace)
      throws ErrnoException {
    this.trace = trace;
    connections = new Connections(capacity);
    inTurn = new AnswersInTurn(capacity);
    connector = new Connector(server);
    this.dialogue = dialogue;
    proof = new GhostProof(server);
    pace = new Pace(depth);
    conversations =
        new Conversations(
            clock,
            connector,
            dialogue,
            connections,
            inTurn,
            readiness.epoll(),
            latencies,
            handshakes,
            totals,
            trace);
  }

  /// A client of a server on 127.0.0.1.
  public LoadClient(int port, int capacity, Dialogue dialogue, DepthProbe depth)
      throws ErrnoException {
    this(Endpoint.loopback(port), capacity, dialogue, depth);
  }

  /// Runs a load until each of its connections has ended. In a closed loop one that is held open
  /// has not: the next begins when it is closed.
  ///
  /// @throws ErrnoException where the client itself can't go on: out of descriptors or local ports
  /// @throws WrongGreetingException where the server says something else than its greeting
  public void run(LoadPlan plan) throws ErrnoException {
    run(plan, SharedLoad.ALONE, false);
  }

  /// Runs its share of a load.
  ///
  /// @param stays whether it goes on with the plan's actions and with its looks at the queue until
  ///     the others have ended too
  void run(LoadPlan plan, SharedLoad load, boolean stays) throws ErrnoException {
    long start = load.awaitStart();
    // For a single connection, reading the clock would be a good part of the time.
    boolean timed = plan.connections() > 1;
    long cpu = timed ? CpuClock.threadNanos() : 0;
    run(plan, load, stays, start);
    if (timed) totals.ended(clock.nanos(), CpuClock.threadNanos() - cpu);
  }

  private void run(LoadPlan plan, SharedLoad load, boolean stays, long start)
      throws ErrnoException {
    ArrivalSchedule arrivals = plan.arrivals();
    int mostInFlight = arrivals.mostInFlight();
    boolean open = mostInFlight == Integer.MAX_VALUE;
    proof.reset();
    conversations.hold(plan.holdNanos());
    clock.start(start);
    handshakes.loadBegins(clock.originNanos());
    readiness.start();
    pace.start(plan, clock.originNanos());
    int started = 0;
    int last = plan.connections();
    long looked = 0;
    long due = Long.MAX_VALUE;
    while (!load.isBroken()) {
      boolean done = started >= last && open() == 0;
      if (done && !(stays && load.othersAreAtIt())) break;
      long now = clock.nanos();
      conversations.letGo(now);
      totals.cameRound(now - due);
      if (now >= plan.openingNanos()) last = started;
      boolean another = started < last && roomForAnother(arrivals);
      long next = another ? arrivals.intendedStartNanos(started) : Long.MAX_VALUE;
      pace.act(plan, now, next);
      if (next <= now) {
        due = now;
        conversations.start(open ? next : Conversations.ON_ITS_START, mostInFlight);
        started++;
        if (now - looked < LONGEST_UNSEEN_NANOS) continue;
        handle(readiness.look(now, 0));
        looked = now;
      } else if (!inTurn.isEmpty()) {
        due = now + LONGEST_TURN_NANOS;
        awaitTheOldest(now);
      } else {
        int timeoutMillis =
            pace.timeoutMillis(plan, now, Math.min(next, conversations.nextEndNanos()));
        if (done) timeoutMillis = Math.min(timeoutMillis, OTHERS_MILLIS);
        due = now + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        int ready = readiness.await(now, timeoutMillis, connections.inFlight());
        handle(ready);
        lookAfterTheSilent(plan, next);
        looked = clock.nanos();
        if (ready == 0 && timeoutMillis == 0) totals.spun(looked - now);
      }
    }
  }

  /// How many connections have not ended: those in flight, and those that are held open.
  private int open() {
    return connections.inFlight() + conversations.heldOpen();
  }

  private boolean roomForAnother(ArrivalSchedule arrivals) {
    if (open() >= arrivals.mostInFlight()) return false;
    if (!connections.full()) return true;
    if (open() == 0)
      throw new IllegalStateException(
          "all %d connections that the client can have are ghosts or timed out"
              .formatted(connections.capacity()));
    return false;
  }

  private void handle(int ready) throws ErrnoException {
    if (ready == 0) return;
    for (int i = 0; i < ready; i++) {
      long now = clock.nanos();
      conversations.handle(
          readiness.epoll().data(i), readiness.epoll().events(i), readiness.unreadyNanos(), now);
      pace.sawEvent(now);
    }
  }

  /// Waits for the oldest of the answers that are awaited in turn, and takes others that have come
  /// with it. If it keeps the others waiting, all of them are registered with epoll.
  private void awaitTheOldest(long now) throws ErrnoException {
    long until = now + LONGEST_TURN_NANOS;
    boolean came = false;
    long looked = now;
    while (looked < until && !inTurn.isEmpty()) {
      // Connections that are registered with epoll are older, and must not be kept waiting.
      if (!came && connections.inFlight() > inTurn.size()) {
        int ready = readiness.look(looked, 0);
        if (ready > 0) {
          totals.spun(looked - now);
          handle(ready);
          return;
        }
      }
      int slot = inTurn.oldest();
      Dialogue.Answer answer = conversations.look(slot);
      long before = looked;
      looked = clock.nanos();
      if (answer != Dialogue.Answer.NOT_YET) {
        if (!came) totals.spun(before - now);
        inTurn.removeOldest();
        conversations.answered(slot, answer, looked);
        pace.sawEvent(looked);
        came = true;
      } else if (came) {
        return;
      }
    }
    if (!came) totals.spun(looked - now);
    while (!came && !inTurn.isEmpty()) {
      conversations.awaitByEpoll(inTurn.removeOldest());
    }
  }

  /// Ends what will not end by itself: ghosts, once nothing has happened for a while, and what
  /// patience is over for.
  private void lookAfterTheSilent(LoadPlan plan, long next) throws ErrnoException {
    long now = clock.nanos();
    // What a client says first is sent again until it heals the ghost, so none is final before the
    // end.
    boolean ghostsAreFinal = !dialogue.clientSpeaksFirst();
    if (ghostsAreFinal && connections.count(Phase.CONNECTED) > 0 && pace.timeToLook(now, next)) {
      int proved = proof.look(connections, pace.silentNanos(now));
      pace.looked(clock.nanos(), proved);
    }
    if (now >= pace.nextExpiryNanos()) pace.expired(plan, now, expire(now - plan.patienceNanos()));
  }

  /// Ends what started before a time as timed out, and tells when the next of those in flight
  /// started.
  private long expire(long startedBefore) {
    long oldest = Long.MAX_VALUE;
    for (int slot = 0; slot < connections.capacity(); slot++) {
      Phase phase = connections.phase(slot);
      if (phase != Phase.CONNECTING && phase != Phase.CONNECTED) continue;
      long intended = connections.intendedStartNanos(slot);
      if (intended <= startedBefore) connections.enter(slot, Phase.TIMED_OUT);
      else oldest = Math.min(oldest, intended);
    }
    return oldest;
  }

  /// Repeated until nothing became of any connection while the snapshot was taken.
  @Override
  public <T> Settlement<T> settle(Snapshot<T> snapshot) throws IOException {
    return new Settling(connections, proof, tcpInfo, totals, trace).settle(snapshot);
  }

  @Override
  public long served() {
    return connections.count(Phase.SERVED);
  }

  @Override
  public void closeAll() {
    for (int slot = 0; slot < connections.capacity(); slot++) {
      if (connections.phase(slot) == Phase.PLANNED) continue;
      connector.close(connections.descriptor(slot));
      connections.release(slot);
    }
  }

  /// Starts a new account.
  public void reset() {
    connections.forgetEnded();
    totals.reset();
    pace.reset();
    latencies.reset();
    handshakes.reset();
    trace.reset();
  }

  /// At which share of the intended rate the connections of the last load started: 1 where the last
  /// one started when it was meant to.
  public double keptPace() {
    return totals.keptPace();
  }

  /// How many connections a second were started since [#reset], from the first to the last one; NaN
  /// where there were fewer than two.
  public double perSecond() {
    return totals.perSecond();
  }

  /// When the first connection since [#reset] was meant to start, as [System#nanoTime] has it.
  public long firstStartNanos() {
    return totals.firstIntendedAt;
  }

  /// When handshakes ended since [#reset].
  @Override
  public Optional<HandshakeEnds> handshakes() {
    return Optional.of(handshakes);
  }

  /// Each connection since [#reset], once the account is settled.
  @Override
  public Optional<ConnectionTrace> trace() {
    return trace.isOn() ? Optional.of(trace) : Optional.empty();
  }

  public LatencyRecorder latencies() {
    return latencies;
  }

  Totals totals() {
    return totals;
  }

  /// How late the client's loop was at most, in nanoseconds: because of its own work (a millisecond
  /// or two with many connections at once), or because the machine kept it from running.
  public long longestPauseNanos() {
    return totals.longestPauseNanos;
  }

  @Override
  public void close() {
    try (readiness;
        proof) {
      closeAll();
    }
  }
}
