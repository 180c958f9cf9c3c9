package acceptbench.bench.account;

import acceptbench.bench.queue.EachConnection;
import acceptbench.bench.queue.QueueAccount;
import acceptbench.bench.queue.QueueObservation;
import acceptbench.bench.worker.ServerAtRest;
import acceptbench.bench.worker.WorkerShares;
import acceptbench.kernel.CounterReader;
import acceptbench.kernel.ListenerWatch;
import acceptbench.linux.process.BusiestThread;
import acceptbench.load.LoadClients;
import acceptbench.load.ledger.Books;
import acceptbench.load.ledger.KernelTally;
import acceptbench.load.ledger.Ledger;
import acceptbench.load.ledger.LedgerBalance;
import acceptbench.load.ledger.ListenerCrossCheck;
import acceptbench.load.ledger.Settlement;
import acceptbench.load.queue.HandshakeEnds;
import acceptbench.load.trace.ConnectionTrace;
import acceptbench.profile.ObservationProfiler;
import acceptbench.server.ServerStats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The books of one iteration after the other: snapshot, load, snapshot, subtract, balance,
/// publish.
///
/// In a network of the run's own a cell fails where one of these does not hold:
///
/// - The ledger balances with the kernel's counters, and those with the listener's own drops: how
///   exactly, [LedgerBalance] and [ListenerCrossCheck] say.
/// - As many connections were opened (`ActiveOpens`) as the client and the server know of, exactly.
/// - The server accepted at least those that were served, and at most those that timed out or were
///   reset as well: the client can't know which of these it took. A real program doesn't say what
///   it accepted.
/// - The depth of the accept queue, as it follows from both ends of the connections, agrees with
///   what the kernel says: [PeakCheck].
/// - After the last iteration the server has no more descriptors than after the first one, and a
///   program few more.
public final class IterationAccount {
  private static final long SERVED_DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Supplier<ServerStats> server;
  private final LongSupplier ownConnections;
  private final ListenerWatch watch;
  private final List<Long> listeners;
  private final @Nullable QueueAccount queues;
  private final @Nullable BusiestThread busiest;
  private final int cpus;
  private final WorkerShares workers;
  private final ServerAtRest rest;
  private final Set<Circumstance> circumstances;
  private final long warmed;
  private final CounterReader reader = CounterReader.ofCallingThread();
  private KernelMoment kernelBefore;
  private ServerStats serverBefore;
  private long ownConnectionsBefore;
  private long openSinceNanos = System.nanoTime();

  /// @param ownConnections how many connections the server has made to its own port
  /// @param listeners the inodes of its listening sockets, in the order in which it numbers them;
  ///     none where it does not
  /// @param queues joins what the server notes; null where it notes nothing
  /// @param busiest of the server's threads; null where it is not ours
  /// @param cpus how many the server has
  /// @param warmed how many connections the server has served before the first iteration
  public IterationAccount(
      Supplier<ServerStats> server,
      LongSupplier ownConnections,
      ListenerWatch watch,
      List<Long> listeners,
      @Nullable QueueAccount queues,
      @Nullable BusiestThread busiest,
      int cpus,
      WorkerShares workers,
      Set<Circumstance> circumstances,
      long warmed)
      throws IOException {
    this.server = server;
    this.ownConnections = ownConnections;
    this.watch = watch;
    this.listeners = List.copyOf(listeners);
    this.queues = queues;
    this.busiest = busiest;
    this.cpus = cpus;
    this.workers = workers;
    this.circumstances = Set.copyOf(circumstances);
    this.warmed = warmed;
    this.rest = new ServerAtRest(server, watch, isExact());
    this.serverBefore = server.get();
    this.kernelBefore = kernelNow();
  }

  private KernelMoment kernelNow() throws IOException {
    return KernelMoment.read(watch::drops, reader);
  }

  /// As [ServerAtRest#await].
  public void awaitQuiet() throws IOException {
    rest.await();
  }

  /// As [ServerAtRest#checkNothingLeaked].
  public void checkNothingLeaked() throws IOException {
    rest.checkNothingLeaked();
  }

  public void begin() throws IOException {
    begin(() -> {});
  }

  /// Opens the account of an iteration.
  ///
  /// @param stall stops the acceptors. It is called after the server was asked for its counts, as a
  ///     stopped one can't answer, and before the kernel's counters are read, so that they don't
  ///     show what stalling costs.
  public void begin(Runnable stall) throws IOException {
    watch.forgetDepth();
    serverBefore = server.get();
    if (busiest != null) busiest.begin();
    stall.run();
    ownConnectionsBefore = ownConnections.getAsLong();
    if (queues != null) queues.begin();
    openSinceNanos = System.nanoTime();
    workers.begin();
    kernelBefore = kernelNow();
  }

  /// Closes the account of an iteration and publishes it.
  ///
  /// @throws IllegalStateException where the books do not balance
  public void end(LoadClients client) throws IOException {
    end(client, report -> report.client(client));
  }

  /// The same, with more to tell.
  ///
  /// @param more adds what only this benchmark observes
  public void end(Books books, Consumer<IterationReport> more) throws IOException {
    // The server's count belongs to that moment as well: a ghost whose client speaks first is
    // healed by what it sends again, until it is closed.
    Settlement<Moment> settled =
        books.settle(
            () -> {
              ServerStats stats = awaitServed(books.served());
              return new Moment(kernelNow(), stats);
            });
    workers.end();
    long openNanos = System.nanoTime() - openSinceNanos;
    OptionalLong busiestNanos = busiest == null ? OptionalLong.empty() : busiest.sinceBegin();
    books.closeAll();
    checkListening();
    Ledger ledger = settled.ledger();
    if (ledger.served() == 0 && !serverBefore.isCounted()) checkSomebodyAccepts(ledger);
    ServerStats serverNow = settled.snapshot().server();
    KernelMoment kernel = settled.snapshot().kernel().minus(kernelBefore);
    KernelTally tally =
        KernelTally.of(
            kernel.counters(),
            kernel.softnet().dropped(),
            circumstances.contains(Circumstance.NO_COOKIES),
            circumstances.contains(Circumstance.CLIENT_SPEAKS_FIRST) || serversOwn() > 0);
    LedgerBalance balance =
        LedgerBalance.of(
            ledger,
            tally,
            ListenerCrossCheck.tells(kernel.listenerDrops(), ledger, tally, openNanos));
    ListenerCrossCheck crossCheck =
        ListenerCrossCheck.of(kernel.listenerDrops(), ledger, balance, tally, openNanos);
    Optional<QueueObservation> queue = joined(books, ledger, balance, kernel, serverNow);
    if (isExact()) {
      checkAlone(ledger, kernel);
      List<String> problems = new ArrayList<>(balance.problems());
      problems.addAll(crossCheck.problems());
      if (serverNow.isCounted()) problems.addAll(serverProblems(ledger, serverNow));
      if (!problems.isEmpty())
        throw new IllegalStateException(
            "the ledger does not balance: " + String.join("; ", problems));
      checkQueue(queue);
    }
    IterationReport report =
        new IterationReport()
            .kernel(kernel)
            .listener(watch, listeners)
            .ledger(ledger)
            .warmed(warmed)
            .balance(balance)
            .givenUp(isExact() ? crossCheck.givenUp() : Double.NaN)
            .halfOpen(ledger.halfOpen(), balance)
            .server(serverBefore, serverNow, ledger)
            .serverBusy(
                serverNow.cpuNanos() - serverBefore.cpuNanos(), cpus, busiestNanos, openNanos)
            .workers(workers);
    if (circumstances.contains(Circumstance.QUEUE_WAIT))
      report.kernelQueueWait(serverBefore, serverNow);
    queue.ifPresent(report::queue);
    books.trace().ifPresent(trace -> report.connections(each(trace, books, queue), ledger));
    more.accept(report);
    ObservationProfiler.publish(report.observations());
    rest.settle(serverNow.isCounted(), ledger.served());
  }

  /// What kernel and server say of the same moment.
  private record Moment(KernelMoment kernel, ServerStats server) {}

  private Optional<QueueObservation> joined(
      Books books, Ledger ledger, LedgerBalance balance, KernelMoment kernel, ServerStats now)
      throws IOException {
    Optional<HandshakeEnds> handshakes = books.handshakes();
    if (queues == null || handshakes.isEmpty()) return Optional.empty();
    return Optional.of(
        queues.end(
            handshakes.orElseThrow(),
            new QueueAccount.Iteration(
                ledger, balance, overflows(kernel), now.accepts().size(), serversOwn())));
  }

  private static EachConnection each(
      ConnectionTrace trace, Books books, Optional<QueueObservation> queue) {
    long began = books.handshakes().map(HandshakeEnds::loadBegan).orElse(0L);
    return new EachConnection(trace, queue.map(QueueObservation::join).orElse(null), began);
  }

  /// On a stack that others use too, the counter also has their overflows. A listener that dropped
  /// nothing has not overflowed.
  private double overflows(KernelMoment kernel) {
    return isExact() || kernel.listenerDrops() != 0 ? kernel.counters().get("ListenOverflows") : 0;
  }

  private static void checkQueue(Optional<QueueObservation> queue) {
    List<String> problems = queue.map(QueueObservation::problems).orElse(List.of());
    if (!problems.isEmpty()) throw new IllegalStateException(String.join("; ", problems));
  }

  private boolean isExact() {
    return circumstances.contains(Circumstance.OWN_NETWORK);
  }

  /// If nobody listens any more, the results say nothing about the strategy.
  private void checkListening() throws IOException {
    int gone = watch.gone();
    if (gone == 0) return;
    // A server that has died is reported as dead.
    ServerStats alive = server.get();
    throw new IllegalStateException(
        "the server has closed its listener: of its listening sockets, %d are gone since the iteration began; it still answers (%s)"
            .formatted(gone, alive));
  }

  /// A program that serves nobody and leaves its queue full is stuck, or no server at all: there is
  /// nothing to measure, and no rest to wait for.
  private void checkSomebodyAccepts(Ledger ledger) throws IOException {
    long deadline = System.nanoTime() + SERVED_DEADLINE_NANOS;
    while (watch.isFull()) {
      if (System.nanoTime() > deadline)
        throw new IllegalStateException(
            ("nobody accepts connections on %s: of %d none was served, and %d wait in the"
                    + " accept queue, which is full")
                .formatted(watch.server(), ledger.attempted(), watch.queued()));
      LockSupport.parkNanos(1_000_000);
    }
  }

  /// What the server connected to itself during the iteration, to stall in mid-load. Such a
  /// connection says something at once, and meets a full queue as any other does.
  private long serversOwn() {
    return ownConnections.getAsLong() - ownConnectionsBefore;
  }

  /// Each connection of the network namespace, to whatever listener, begins with a `connect` that
  /// the kernel counts (`tcp_connect`, `net/ipv4/tcp_output.c`).
  private void checkAlone(Ledger ledger, KernelMoment kernel) {
    long ours = ledger.attempted() + ledger.halfOpen().silent() + serversOwn();
    long opened = (long) kernel.counters().get("ActiveOpens");
    if (opened != ours)
      throw new IllegalStateException(
          ("%d connections were opened in this network namespace (ActiveOpens), %d of them by the"
                  + " load client and the server: %s")
              .formatted(opened, ours, whose()));
  }

  private String whose() {
    return circumstances.contains(Circumstance.USERS_PROGRAM)
        ? "the command connects somewhere itself, and its connections are in the counters; have it"
            + " connect nowhere"
        : "somebody else's are in the counters, keep others out";
  }

  /// The server counts a connection as served a moment after the client has read its greeting.
  private ServerStats awaitServed(long served) throws IOException {
    long deadline = System.nanoTime() + SERVED_DEADLINE_NANOS;
    while (true) {
      ServerStats stats = server.get();
      if (!stats.isCounted()) return stats;
      if (stats.served() - serverBefore.served() >= served) return stats;
      if (System.nanoTime() > deadline) return stats;
      LockSupport.parkNanos(200_000);
    }
  }

  private List<String> serverProblems(Ledger ledger, ServerStats serverNow) {
    long accepted = serverNow.accepted() - serverBefore.accepted();
    // A connection that the client gave up may still have been accepted; any other was accepted
    // only if it was served.
    long most = ledger.served() + ledger.timedOut() + ledger.reset();
    if (accepted >= ledger.served() && accepted <= most) return List.of();
    return List.of(
        "the server accepted %d, but %d were served, %d timed out, %d were reset and %d are ghosts, which it never knew"
            .formatted(
                accepted, ledger.served(), ledger.timedOut(), ledger.reset(), ledger.ghost()));
  }
}
