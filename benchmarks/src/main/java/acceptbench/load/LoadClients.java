package acceptbench.load;

import acceptbench.linux.CloseStack;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.process.CpuAffinity;
import acceptbench.linux.socket.Endpoint;
import acceptbench.load.arrival.LoadPlan;
import acceptbench.load.ledger.Books;
import acceptbench.load.ledger.JointBooks;
import acceptbench.load.ledger.Settlement;
import acceptbench.load.ledger.Snapshot;
import acceptbench.load.queue.DepthProbe;
import acceptbench.load.queue.HandshakeEnds;
import acceptbench.load.trace.ConnectionTrace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One [LoadClient], or several that share a load, each one thread on a CPU of its own: one
/// schedule, of which client k of N starts the arrivals k, k + N, k + 2N, …, one account, one set
/// of histograms.
///
/// The first client is the calling thread. It alone looks at the queue and does what else a plan
/// has, until the last connection of all clients has ended. They are threads of ours and not those
/// of JMH's `-t N`: they start at one moment, whoever fails stops the others, and the call returns
/// when all have ended, so that the account around it stays that of one load.
///
/// To be used by one thread.
public final class LoadClients implements Books, AutoCloseable {
  private final List<LoadClient> clients = new ArrayList<>();
  private final int[] cpus;
  private final Books books;
  private final LatencyRecorder latencies = new LatencyRecorder();
  private final @Nullable ExecutorService threads;
  private List<Future<?>> others = List.of();
  private volatile boolean enough;
  private BitSet ownCpus = new BitSet();

  /// @param server at addresses of this machine, which the connections of each client take in turn
  /// @param capacity the most connections in flight, of all clients together
  /// @param dialogue makes a dialogue for each client
  /// @param depth looks at the listener's queue now and then
  /// @param each whether each connection is kept
  /// @param count how many clients
  /// @param available the CPUs of the clients; one alone stays where its thread is
  /// @throws IllegalArgumentException where there are fewer CPUs than clients
  public LoadClients(
      Endpoint server,
      int capacity,
      Supplier<Dialogue> dialogue,
      DepthProbe depth,
      boolean each,
      int count,
      BitSet available)
      throws IOException {
    if (count > 1 && available.cardinality() < count)
      throw new IllegalArgumentException(
          "%d load clients need a CPU each, and there are %s".formatted(count, available));
    cpus = available.stream().limit(count).toArray();
    CloseStack opened = new CloseStack();
    try {
      for (int client = 0; client < count; client++) {
        DepthProbe probe = client == 0 ? depth : DepthProbe.NONE;
        int own = Math.ceilDiv(capacity, count);
        ConnectionTrace trace =
            each ? ConnectionTrace.on(own, ConnectionTrace.MOST / count) : ConnectionTrace.off();
        clients.add(opened.add(new LoadClient(server, own, dialogue.get(), probe, trace)));
      }
    } catch (ErrnoException | RuntimeException e) {
      opened.closeAfter(e);
      throw e;
    }
    books = clients.stream().map(Books.class::cast).reduce(JointBooks::new).orElseThrow();
    threads = count == 1 ? null : Executors.newFixedThreadPool(count - 1, LoadClients::thread);
  }

  private static Thread thread(Runnable work) {
    return Thread.ofPlatform().name("load client").daemon().unstarted(work);
  }

  /// How many there are.
  public int count() {
    return clients.size();
  }

  /// Runs a load until each of its connections has ended.
  ///
  /// @throws ErrnoException where a client can't go on: out of descriptors or local ports
  /// @throws WrongGreetingException where the server says something else than its greeting
  /// @throws IllegalArgumentException where there are fewer connections, or fewer may be in flight,
  ///     than there are clients
  public void run(LoadPlan plan) throws ErrnoException {
    if (threads == null) {
      clients.getFirst().run(plan);
      return;
    }
    int most = Math.min(plan.connections(), plan.arrivals().mostInFlight());
    if (most < count())
      throw new IllegalArgumentException(
          most + " connections are too few for " + count() + " load clients");
    SharedLoad load = new SharedLoad(count());
    startOthers(client -> takePart(client, plan, load));
    try {
      takePart(0, plan, load);
    } catch (ErrnoException | RuntimeException | Error e) {
      awaitAfter(e);
      throw e;
    }
    awaitOthers();
  }

  private void takePart(int client, LoadPlan plan, SharedLoad load) throws ErrnoException {
    try {
      moveTo(client);
      clients.get(client).run(plan.share(client, count()), load, client == 0);
    } catch (ErrnoException | RuntimeException | Error e) {
      load.fail();
      throw e;
    } finally {
      load.ended();
    }
  }

  /// Until [#endRounds] each of the others runs that load again and again, by itself, while
  /// [#round] is for the calling thread.
  public void beginRounds(LoadPlan plan) throws ErrnoException {
    if (threads == null) return;
    enough = false;
    startOthers(client -> repeat(client, plan));
    moveTo(0);
  }

  private void repeat(int client, LoadPlan plan) throws ErrnoException {
    moveTo(client);
    while (!enough) clients.get(client).run(plan);
  }

  /// Runs a load by the first client alone.
  public void round(LoadPlan plan) throws ErrnoException {
    clients.getFirst().run(plan);
  }

  /// Waits until each of the others has ended the load that it is at.
  public void endRounds() throws ErrnoException {
    enough = true;
    awaitOthers();
  }

  private interface Part {
    void play(int client) throws ErrnoException;
  }

  /// Before the calling thread goes to its CPU: a thread begins where the one that starts it is.
  private void startOthers(Part part) throws ErrnoException {
    if (threads == null) return;
    ownCpus = CpuAffinity.get();
    List<Future<?>> started = new ArrayList<>();
    for (int client = 1; client < count(); client++) {
      int number = client;
      Callable<Boolean> task =
          () -> {
            part.play(number);
            return true;
          };
      started.add(threads.submit(task));
    }
    others = started;
  }

  private void moveTo(int client) throws ErrnoException {
    BitSet cpu = new BitSet();
    cpu.set(cpus[client]);
    CpuAffinity.set(cpu);
  }

  private void awaitOthers() throws ErrnoException {
    List<Future<?>> awaited = others;
    others = List.of();
    if (awaited.isEmpty()) return;
    try {
      for (Future<?> other : awaited) other.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while load clients were at work", e);
    } catch (ExecutionException e) {
      throw thrownBy(e);
    } finally {
      CpuAffinity.set(ownCpus);
    }
  }

  private static ErrnoException thrownBy(ExecutionException e) {
    return switch (e.getCause()) {
      case ErrnoException thrown -> thrown;
      case RuntimeException thrown -> throw thrown;
      case Error thrown -> throw thrown;
      case null, default -> throw new IllegalStateException(e);
    };
  }

  private void awaitAfter(Throwable thrown) {
    try {
      awaitOthers();
    } catch (ErrnoException | RuntimeException e) {
      thrown.addSuppressed(e);
    }
  }

  @Override
  public <T> Settlement<T> settle(Snapshot<T> snapshot) throws IOException {
    return books.settle(snapshot);
  }

  @Override
  public long served() {
    return books.served();
  }

  @Override
  public void closeAll() {
    books.closeAll();
  }

  /// Starts a new account.
  public void reset() {
    clients.forEach(LoadClient::reset);
  }

  /// As [LoadClient#keptPace], of the slowest client.
  public double keptPace() {
    return totals().keptPace();
  }

  /// As [LoadClient#perSecond], of all connections.
  public double perSecond() {
    return totals().perSecond();
  }

  /// As [LoadClient#firstStartNanos], of the client that was first.
  public long firstStartNanos() {
    return totals().firstIntendedAt;
  }

  /// As [LoadClient#longestPauseNanos], of the client that was kept from running for longest.
  public long longestPauseNanos() {
    return totals().longestPauseNanos;
  }

  /// As [Totals#busy], of all clients' CPUs.
  public double busy() {
    return totals().busy();
  }

  private Totals totals() {
    if (threads == null) return clients.getFirst().totals();
    Totals all = new Totals();
    for (LoadClient client : clients) all.add(client.totals());
    return all;
  }

  @Override
  public Optional<HandshakeEnds> handshakes() {
    return Optional.of(HandshakeEnds.ofAll(ends()));
  }

  @Override
  public Optional<ConnectionTrace> trace() {
    List<ConnectionTrace> own = clients.stream().flatMap(it -> it.trace().stream()).toList();
    if (own.isEmpty()) return Optional.empty();
    return Optional.of(ConnectionTrace.ofAll(own, HandshakeEnds.numbers(ends())));
  }

  private List<HandshakeEnds> ends() {
    return clients.stream().flatMap(client -> client.handshakes().stream()).toList();
  }

  /// Of all connections, together.
  public LatencyRecorder latencies() {
    if (threads == null) return clients.getFirst().latencies();
    latencies.reset();
    for (LoadClient client : clients) latencies.add(client.latencies());
    return latencies;
  }

  @Override
  public void close() {
    enough = true;
    if (threads != null) threads.close();
    for (LoadClient client : clients) client.close();
  }
}
