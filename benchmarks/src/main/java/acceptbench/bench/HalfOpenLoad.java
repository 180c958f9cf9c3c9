package acceptbench.bench;

import acceptbench.load.HalfOpenClients;
import acceptbench.load.LoadClient;
import acceptbench.load.LoadPlan;
import acceptbench.load.arrival.PoissonArrivals;
import acceptbench.load.ledger.JointBooks;
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
///
/// `loadMillis` and `patienceMillis` together stay below the 7 s after which the kernel may give
/// half-open connections up.
@State(Scope.Benchmark)
public class HalfOpenLoad {
  private static final long SEED = 1;

  /// How many clients begin a handshake, before the others come, and never end it.
  @Param("2000")
  public int halfOpen;

  /// Connections per second of the others.
  @Param("1000")
  public int rate;

  /// For how long they arrive.
  @Param("1000")
  public int loadMillis;

  /// How long one of them may remain unserved before it counts as timed out.
  @Param("3000")
  public int patienceMillis;

  private ServerUnderTest server;
  private HalfOpenClients halfOpenClients;
  private LoadClient client;
  private LoadPlan plan;

  @Setup(Level.Trial)
  public void open(ServerUnderTest server) throws IOException {
    this.server = server;
    int connections = Math.max(1, Math.toIntExact((long) rate * loadMillis / 1_000));
    halfOpenClients = server.halfOpenClients(halfOpen);
    client = server.client(connections);
    plan =
        new LoadPlan(
            new PoissonArrivals(rate, connections, SEED),
            connections,
            TimeUnit.MILLISECONDS.toNanos(patienceMillis),
            List.of());
  }

  @Setup(Level.Iteration)
  public void prepare() throws IOException {
    server.account().awaitQuiet();
    client.reset();
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
            report -> report.client(client).rate(rate, client));
  }

  @TearDown(Level.Trial)
  public void close() {
    halfOpenClients.close();
    client.close();
  }
}
