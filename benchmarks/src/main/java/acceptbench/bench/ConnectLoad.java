package acceptbench.bench;

import acceptbench.bench.server.ServerUnderTest;
import acceptbench.load.LoadClients;
import acceptbench.load.arrival.ClosedLoopArrivals;
import acceptbench.load.arrival.LoadPlan;
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

/// One connection after the other, of each client.
@State(Scope.Benchmark)
public class ConnectLoad {
  @Param("15000")
  @Parameter(from = 1, to = Parameter.HOUR_MILLIS, means = BurstLoad.PATIENCE)
  public int patienceMillis;

  private ServerUnderTest server;
  private LoadClients client;
  private LoadPlan plan;

  @Setup(Level.Trial)
  public void open(ServerUnderTest server) throws IOException {
    this.server = server;
    client = server.client(1);
    plan =
        new LoadPlan(
            new ClosedLoopArrivals(1), 1, TimeUnit.MILLISECONDS.toNanos(patienceMillis), List.of());
  }

  @Setup(Level.Iteration)
  public void prepare() throws IOException {
    server.account().awaitQuiet();
    client.reset();
    server.account().begin();
    client.beginRounds(plan);
  }

  /// Meanwhile the other clients, where there are several, do the same by themselves.
  void connectOnce() throws IOException {
    client.round(plan);
  }

  @TearDown(Level.Iteration)
  public void balance() throws IOException {
    client.endRounds();
    server.account().end(client);
  }

  @TearDown(Level.Trial)
  public void close() {
    client.close();
  }
}
