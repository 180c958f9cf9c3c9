package acceptbench.sizing.trial;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import acceptbench.kernel.CounterReader;
import acceptbench.kernel.ListenerWatch;
import acceptbench.kernel.Sysctls;
import acceptbench.linux.CloseStack;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.process.CpuAffinity;
import acceptbench.load.Dialogue;
import acceptbench.load.LoadClient;
import acceptbench.load.arrival.ArrivalSchedule;
import acceptbench.load.arrival.LoadPlan;
import acceptbench.load.arrival.TimedAction;
import acceptbench.server.ServerProcess;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.parameter.StallKind;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.server.strategy.Trait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A server of the catalogue with a backlog, which is stopped (SIGSTOP: to the kernel, and to
/// clients, that is a long garbage collection) while connections arrive.
///
/// How many wait follows from both ends of each connection, exactly, where the server notes what it
/// accepts. It is also read from the kernel (inet_diag) right before the server goes on, and every
/// 5 ms: a witness beside the exact number, and what stands for it where there is none. The reading
/// costs about 35 µs for each listener, and what arrives meanwhile is not in it: a ten-thousandth
/// of a second's arrivals at most.
///
/// The network namespace has to be this process's own: its `net.core.somaxconn` is raised, and
/// whatever overflows in it is taken for this server's. Not thread-safe.
public final class PauseTrial implements AutoCloseable {
  /// As large as every kernel and server takes it.
  public static final int LARGEST_BACKLOG = 65_535;

  /// How long a client waits after the pause.
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final CloseStack opened = new CloseStack();
  private final CounterReader counters = CounterReader.ofCallingThread();
  private final ServerProcess server;
  private final ListenerWatch watch;
  private final LoadClient client;
  private final Optional<ExactDepth> exact;
  private boolean stopped;
  private long wentOnNanos;

  /// Starts the server.
  ///
  /// @param listeners how many sockets listen, where the strategy has one for each worker; else
  ///     there is one
  /// @param backlog as given to listen(2)
  /// @param mostWaiting the most connections that a pause may bring
  /// @param serverCpus where the server runs; empty means anywhere
  /// @throws IOException where it does not start, or somaxconn can't be raised
  public PauseTrial(
      AcceptStrategy strategy, int listeners, int backlog, int mostWaiting, BitSet serverCpus)
      throws IOException {
    try {
      opened.add(Sysctls.ofThisMachine().set(Map.of("net.core.somaxconn", (long) LARGEST_BACKLOG)));
      server =
          opened.add(
              ServerProcess.start(
                  strategy.label(), config(strategy, listeners, backlog), serverCpus, List.of()));
      watch = opened.add(new ListenerWatch(server.port()));
      exact = exactDepth(strategy, listeners);
      client =
          opened.add(new LoadClient(server.port(), mostWaiting, dialogue(strategy), watch::sample));
    } catch (IOException | RuntimeException e) {
      opened.closeAfter(e);
      throw e;
    }
  }

  /// Nothing where the server does not note what it accepts, or not when it left the queue.
  private Optional<ExactDepth> exactDepth(AcceptStrategy strategy, int listeners)
      throws IOException {
    if (strategy.has(Trait.ACCEPTS_AHEAD)) return Optional.empty();
    int queues = watch.listeners().size();
    int acceptors = Math.ceilDiv(config(strategy, listeners, 1).workers(), queues);
    return server.accepts().map(log -> new ExactDepth(log, queues, acceptors));
  }

  private static ServerConfig config(AcceptStrategy strategy, int listeners, int backlog) {
    ServerConfig config =
        ServerConfig.usual()
            .with("backlog", backlog)
            .with("handlerMicros", 0)
            .with("stallKind", StallKind.STOP);
    return strategy.has(Trait.QUEUE_PER_WORKER) ? config.with("workers", listeners) : config;
  }

  private static Dialogue dialogue(AcceptStrategy strategy) {
    return strategy.request().isEmpty()
        ? Dialogue.serverGreets()
        : Dialogue.clientSpeaks(strategy.request().getBytes(ISO_8859_1));
  }

  /// Stops the server, lets connections arrive for so long, lets it go on, and returns when it has
  /// served them all.
  ///
  /// Arrivals end with the pause: how soon the server is awake after it is this machine's matter.
  /// And where the client is late, the pause lasts until each connection is on its way that was
  /// meant to arrive in it.
  ///
  /// @param arrivals open-loop, and endless
  /// @throws IOException where the server or the client can't go on, or the server does not come to
  ///     rest
  public TriedPause pause(long pauseNanos, ArrivalSchedule arrivals) throws IOException {
    client.reset();
    watch.forgetDepth();
    long overflowsBefore = overflows();
    exact.ifPresent(ExactDepth::begin);
    server.stall();
    stopped = true;
    try {
      client.run(
          new LoadPlan(
              arrivals,
              countBefore(pauseNanos, arrivals),
              pauseNanos + PATIENCE_NANOS,
              List.of(new TimedAction(pauseNanos, true, () -> lookAndGoOn(pauseNanos)))));
    } finally {
      goOn();
      client.closeAll();
    }
    awaitRest();
    long start = client.firstStartNanos() - arrivals.intendedStartNanos(0);
    long overflows = overflows() - overflowsBefore;
    OptionalInt peak = overflows == 0 ? exactPeak() : OptionalInt.empty();
    return new TriedPause(
        peak.orElse(watch.maxDepth()), peak.isPresent(), overflows, wentOnNanos - start);
  }

  private OptionalInt exactPeak() throws IOException {
    if (exact.isEmpty()) return OptionalInt.empty();
    return exact
        .orElseThrow()
        .peak(
            client.handshakes().orElseThrow(),
            server.effectiveBacklog(),
            CpuAffinity.get().cardinality(),
            watch.maxDepth());
  }

  /// How many arrive before a time; one at least, since nothing is no load.
  private static int countBefore(long nanos, ArrivalSchedule arrivals) {
    int count = 1;
    while (arrivals.intendedStartNanos(count) < nanos) count++;
    return count;
  }

  private void lookAndGoOn(long nanos) {
    try {
      watch.sample(nanos);
    } catch (ErrnoException e) {
      throw new UncheckedIOException(e);
    }
    goOn();
  }

  private void goOn() {
    if (!stopped) return;
    stopped = false;
    wentOnNanos = server.resume().atNanos();
  }

  private long overflows() throws IOException {
    return counters
        .read()
        .find("ListenOverflows")
        .orElseThrow(() -> new IOException("this kernel has no counter ListenOverflows"));
  }

  /// Half-open connections whose final ACK found no room come later.
  private void awaitRest() throws IOException {
    long deadline = System.nanoTime() + QUIET_NANOS;
    while (watch.queued() > 0 || watch.halfOpen() > 0) {
      if (System.nanoTime() > deadline)
        throw new IOException(
            "the server did not come to rest in 30 s: %d connections wait in its accept queue"
                .formatted(watch.queued()));
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() throws IOException {
    opened.close();
  }
}
