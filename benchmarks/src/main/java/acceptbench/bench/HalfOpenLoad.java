package acceptbench.bench;

import acceptbench.bench.server.ServerUnderTest;
import acceptbench.load.HalfOpenClients;
import acceptbench.load.LoadClients;
import acceptbench.load.arrival.LoadPlan;
import acceptbench.load.ledger.JointBooks;
import acceptbench.server.parameter.Parameter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Connections that arrive at a rate while others are half-open.
@State(Scope.Benchmark)
public class HalfOpenLoad {
  /// Each has a local port, of which there are 28,232 (`net.ipv4.ip_local_port_range`), and the
  /// others need some too.
  static final int MOST = 10_000;

  @Param("2000")
  @Parameter(
      to = MOST,
      means = "How many clients begin a handshake, before the others come, and never end it.")
  public int halfOpen;

  @Param("1000")
  @Parameter(
      from = 1,
      to = RateLoad.MOST_PER_SECOND,
      means = "Connections per second of the others.")
  public int rate;

  @Param("0")
  @Parameter(means = OpenLoop.SEED)
  public int arrivalsSeed;

  @Param("1000")
  @Parameter(
      from = 1,
      to = Parameter.HOUR_MILLIS,
      means =
          "For how long they arrive. Together with patienceMillis it stays below the 7 s after"
              + " which the kernel may give half-open connections up.")
  public int loadMillis;

  @Param("3000")
  @Parameter(
      from = 1,
      to = Parameter.HOUR_MILLIS,
      means = "How long one of them may remain unserved before it counts as timed out.")
  public int patienceMillis;

  private ServerUnderTest server;
  private HalfOpenClients halfOpenClients;
  private LoadClients client;
  private OpenLoop openLoop;
  private LoadPlan plan;
  private int seed;

  @Setup(Level.Trial)
  public void open(ServerUnderTest server) throws IOException {
    this.server = server;
    openLoop = new OpenLoop(rate, loadMillis);
    halfOpenClients = server.halfOpenClients(halfOpen);
    client = server.client(openLoop.connections());
  }

  @Setup(Level.Iteration)
  public void prepare() throws IOException {
    server.account().awaitQuiet();
    client.reset();
    seed = OpenLoop.seed(arrivalsSeed);
    plan =
        new LoadPlan(
            openLoop.poisson(seed),
            openLoop.connections(),
            TimeUnit.MILLISECONDS.toNanos(patienceMillis),
            List.of());
    server.account().begin();
    halfOpenClients.open();
  }

  void run() throws IOException {
    client.run(plan);
  }

  @TearDown(Level.Iteration)
  public void balance() throws IOException {
    server
        .account()
        .end(
            new JointBooks(client, halfOpenClients),
            report -> report.client(client).rate(rate, client).arrivalsSeed(seed));
  }

  @TearDown(Level.Trial)
  public void close() {
    try {
      halfOpenClients.close();
    } finally {
      client.close();
    }
  }
}
