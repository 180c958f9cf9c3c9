package acceptbench.bench;

import acceptbench.bench.account.AcceptorStalls;
import acceptbench.bench.account.IterationReport;
import acceptbench.bench.server.ServerUnderTest;
import acceptbench.linux.process.CpuAffinity;
import acceptbench.load.FilledQueue;
import acceptbench.server.parameter.Parameter;
import java.io.IOException;
import java.util.BitSet;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// A full accept queue.
@State(Scope.Benchmark)
public class DrainLoad {
  @Param("4096")
  @Parameter(
      from = 1,
      means =
          "How many connections wait in the queue, as far as it has room: effective backlog + 1.")
  public int burst;

  @Param("15000")
  @Parameter(
      from = 1,
      to = Parameter.HOUR_MILLIS,
      means = "How long the server may take until the last one is greeted.")
  public int patienceMillis;

  private ServerUnderTest server;
  private FilledQueue queue;
  private int connections;
  private double nanosPerConnection;
  private AcceptorStalls stalls;

  @Setup(Level.Trial)
  public void open(ServerUnderTest server) throws IOException {
    this.server = server;
    stalls = new AcceptorStalls(server::process);
    connections = Math.min(burst, server.process().effectiveBacklog() + 1);
    queue = server.queue(connections);
  }

  @Setup(Level.Iteration)
  public void fill() throws IOException {
    server.account().awaitQuiet();
    stalls.reset();
    server.account().begin(stalls::begin);
    nearTheServer(queue::fill);
    server.lookAtTheQueue();
  }

  private interface Step {
    void run() throws IOException;
  }

  /// Opens or closes the connections on the server's CPUs while the server is stalled: then the
  /// kernel's data about them is in the caches of the CPU on which the server will use it. From the
  /// client's CPU a quarter of the score would be traffic between two CPUs, which is the same for
  /// every strategy.
  private void nearTheServer(Step step) throws IOException {
    BitSet own = CpuAffinity.get();
    if (!server.cpus().isEmpty()) CpuAffinity.set(server.cpus());
    try {
      step.run();
    } finally {
      CpuAffinity.set(own);
    }
  }

  void drain() throws IOException {
    long start = System.nanoTime();
    stalls.end();
    nanosPerConnection = (double) (queue.awaitGreetings(patienceMillis) - start) / connections;
  }

  @TearDown(Level.Iteration)
  public void balance() throws IOException {
    stalls.settle();
    nearTheServer(() -> server.account().end(queue, this::report));
  }

  private void report(IterationReport report) {
    report
        .nanos("drain.nanosPerConnection", nanosPerConnection)
        .stalls(stalls, queue.firstStartNanos());
  }

  @TearDown(Level.Trial)
  public void close() {
    queue.close();
  }
}
