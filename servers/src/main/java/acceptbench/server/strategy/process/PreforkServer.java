package acceptbench.server.strategy.process;

import acceptbench.linux.CloseStack;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.server.AcceptServer;
import acceptbench.server.ServerStats;
import acceptbench.server.accepts.AcceptNotes;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.common.Sentinel;
import acceptbench.server.strategy.descriptor.ListeningDescriptor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// You gain workers that are processes of their own and need no hand-over: the one that the kernel
/// wakes has the connection, and one that crashes takes no other along. You pay with a process for
/// each worker, and there are never more connections under way than workers.
///
/// `workers` processes share one listening descriptor, which they got by SCM_RIGHTS, each blocked
/// in accept4, as in the classic Unix servers. The server process itself accepts nothing.
///
/// One accept queue; the kernel wakes the processes first in, first out, so that with little load
/// the shares are even. A connection costs the 3 system calls of a C program: accept4, sendto,
/// close. A worker that is killed takes the one connection with it that it had in hand.
///
/// The backlog is taken as given, 0 included.
public final class PreforkServer implements AcceptServer {
  private static final Duration DEADLINE = Duration.ofSeconds(15);
  private static final int SHUT_RDWR = 2;

  private final ServerConfig config;
  private long sentinels;
  private final List<WorkerProcess> stalled = new ArrayList<>();
  private @Nullable AcceptNotes notes;
  private @Nullable WorkerProcesses workers;
  private int listener = -1;
  private int port;

  public PreforkServer(ServerConfig config) {
    this.config = config;
  }

  @Override
  public int start() throws IOException {
    WorkerProcesses started = new WorkerProcesses(PreforkWorker.class, config);
    workers = started;
    listener = ListeningDescriptor.open(config);
    port = TcpSocket.localPort(listener);
    if (config.notes()) notes = AcceptNotes.create(config.workers());
    for (WorkerProcess worker : started.all())
      if (!worker.send(listener) || !sendNotes(worker))
        throw new IOException("a worker process has died at once");
    return port;
  }

  @Override
  public List<Long> acceptorPids() {
    return started().pids();
  }

  /// Sends one sentinel after the other, each of which stalls one worker.
  @Override
  public int stall() throws IOException {
    WorkerCounts counts = started().counts();
    int alive = (int) started().all().stream().filter(it -> it.process().isAlive()).count();
    long[] before = stalls(counts);
    for (int i = 1; i <= config.stalled(alive); i++) {
      try (Sentinel sentinel = new Sentinel(config)) {
        counts.setSentinelPort(sentinel.port());
        sentinels++;
        sentinel.send(port);
        awaitStalls(counts, before, i);
      } finally {
        counts.setSentinelPort(0);
      }
    }
    for (WorkerProcess worker : started().all())
      if (counts.get(worker.index(), WorkerCounts.Count.STALLED) > before[worker.index()])
        stalled.add(worker);
    return stalled.size();
  }

  private long[] stalls(WorkerCounts counts) {
    return IntStream.range(0, config.workers())
        .mapToLong(i -> counts.get(i, WorkerCounts.Count.STALLED))
        .toArray();
  }

  private static void awaitStalls(WorkerCounts counts, long[] before, int more) throws IOException {
    long start = System.nanoTime();
    long goal = LongStream.of(before).sum() + more;
    while (counts.sum(WorkerCounts.Count.STALLED) < goal) {
      if (System.nanoTime() - start > DEADLINE.toNanos())
        throw new IOException("a worker did not stall within " + DEADLINE.toSeconds() + " s");
      try {
        TimeUnit.MICROSECONDS.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while stalling", e);
      }
    }
  }

  @Override
  public long ownConnections() {
    return sentinels;
  }

  @Override
  public void resume() throws IOException {
    started().counts().endStall();
    // A worker that pauses waits for a message; which descriptor it carries has no meaning.
    for (WorkerProcess worker : stalled) worker.send(listener);
    stalled.clear();
  }

  @Override
  public void warming(boolean on) {
    started().counts().setWarming(on);
  }

  private boolean sendNotes(WorkerProcess worker) throws IOException {
    return notes == null || worker.send(notes.descriptor());
  }

  @Override
  public Optional<AcceptNotes> notes() {
    return Optional.ofNullable(notes);
  }

  @Override
  public ServerStats stats() {
    WorkerCounts counts = started().counts();
    return new ServerStats(
        IntStream.range(0, config.workers())
            .mapToObj(i -> counts.get(i, WorkerCounts.Count.ACCEPTED))
            .toList(),
        counts.sum(WorkerCounts.Count.SERVED),
        started().usage());
  }

  private WorkerProcesses started() {
    if (workers == null) throw new IllegalStateException("not started");
    return workers;
  }

  @Override
  public void close() throws IOException {
    // This wakes the processes that are blocked in accept.
    if (listener >= 0) Libc.shutdown(listener, SHUT_RDWR);
    try (CloseStack all = new CloseStack()) {
      if (notes != null) all.add(notes);
      if (listener >= 0) all.add(() -> Libc.close(listener));
      if (workers != null) all.add(workers);
    }
  }
}
