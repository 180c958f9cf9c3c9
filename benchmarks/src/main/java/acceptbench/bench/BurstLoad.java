package acceptbench.bench;

import acceptbench.load.BurstArrivals;
import acceptbench.load.LoadClient;
import acceptbench.load.LoadPlan;
import acceptbench.load.TimedAction;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Many connections at once.
@State(Scope.Benchmark)
public class BurstLoad {
  /// How many.
  @Param("2000")
  public int burst;

  /// How long the acceptor does not accept, from the first connection on; 0: it is not stalled.
  @Param("0")
  public int stallMillis;

  /// How long a connection may remain unserved before it counts as timed out.
  @Param("15000")
  public int patienceMillis;

  private ServerUnderTest server;
  private LoadClient client;
  private LoadPlan plan;

  @Setup(Level.Trial)
  public void open(ServerUnderTest server) throws IOException {
    this.server = server;
    client = server.client(burst);
    List<TimedAction> resume =
        stallMillis == 0
            ? List.of()
            : List.of(
                new TimedAction(
                    TimeUnit.MILLISECONDS.toNanos(stallMillis), server.process()::requestResume));
    plan =
        new LoadPlan(
            new BurstArrivals(), burst, TimeUnit.MILLISECONDS.toNanos(patienceMillis), resume);
  }

  @Setup(Level.Iteration)
  public void prepare() throws IOException {
    server.account().awaitQuiet();
    client.reset();
    if (stallMillis > 0) server.account().begin(server.process()::stall);
    else server.account().begin();
  }

  void fire() throws IOException {
    client.run(plan);
  }

  @TearDown(Level.Iteration)
  public void balance() throws IOException {
    if (stallMillis > 0) server.process().awaitResumed();
    server
        .account()
        .end(client, report -> report.latencies(client.latencies()).achieved(client.perSecond()));
  }

  @TearDown(Level.Trial)
  public void close() {
    client.close();
  }
}
