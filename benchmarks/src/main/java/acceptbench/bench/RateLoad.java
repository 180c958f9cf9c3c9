package acceptbench.bench;

import acceptbench.load.LoadClient;
import acceptbench.load.LoadPlan;
import acceptbench.load.TimedAction;
import acceptbench.load.arrival.ArrivalSchedule;
import acceptbench.load.arrival.ClosedLoopArrivals;
import acceptbench.load.arrival.ConstantRateArrivals;
import acceptbench.load.arrival.PoissonArrivals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Connections that arrive at a rate, whatever the server makes of them (open loop).
@State(Scope.Benchmark)
public class RateLoad {
  /// The most connections that the client has open: those in flight, and ghosts.
  private static final int MOST_OPEN = 15_000;

  /// How many unserved ones a closed loop may keep as evidence besides those in flight.
  private static final int MOST_GHOSTS = 2_000;

  private static final long SEED = 1;

  /// How they arrive: `constant`, at even distances; `poisson`, independently of each other;
  /// `closed`, the next when one ends, so that a slow server is asked less often.
  @Param("poisson")
  public String arrivals;

  /// Connections per second; no meaning where arrivals are `closed`.
  @Param("2000")
  public int rate;

  /// How many at a time where arrivals are `closed`.
  @Param("64")
  public int inFlight;

  /// For how long they arrive.
  @Param("2000")
  public int loadMillis;

  /// For how long the acceptor stalls, once a second from the first half second on; 0: never. The
  /// last stall ends with the load, where that ends before.
  @Param("0")
  public int pauseMillis;

  /// How long a connection may remain unserved before it counts as timed out.
  @Param("15000")
  public int patienceMillis;

  private ServerUnderTest server;
  private LoadClient client;
  private LoadPlan plan;
  private AcceptorStalls stalls;

  @Setup(Level.Trial)
  public void open(ServerUnderTest server) throws IOException {
    this.server = server;
    stalls = new AcceptorStalls(server::process);
    boolean closed = arrivals.equals("closed");
    int connections =
        closed ? Integer.MAX_VALUE : Math.toIntExact((long) rate * loadMillis / 1_000);
    client = server.client(closed ? inFlight + MOST_GHOSTS : Math.min(connections, MOST_OPEN));
    plan =
        new LoadPlan(
            schedule(connections),
            connections,
            closed ? TimeUnit.MILLISECONDS.toNanos(loadMillis) : Long.MAX_VALUE,
            TimeUnit.MILLISECONDS.toNanos(patienceMillis),
            pauses());
  }

  private ArrivalSchedule schedule(int connections) {
    return switch (arrivals) {
      case "constant" -> new ConstantRateArrivals(rate);
      case "poisson" -> new PoissonArrivals(rate, connections, SEED);
      case "closed" -> new ClosedLoopArrivals(inFlight);
      default ->
          throw new IllegalArgumentException(
              "arrivals '" + arrivals + "'; there are constant, poisson, closed");
    };
  }

  private List<TimedAction> pauses() {
    List<TimedAction> actions = new ArrayList<>();
    if (pauseMillis == 0) return actions;
    for (long start = 500; start < loadMillis; start += 1_000) {
      long stall = TimeUnit.MILLISECONDS.toNanos(start);
      long resume = TimeUnit.MILLISECONDS.toNanos(start + pauseMillis);
      actions.add(new TimedAction(stall, stalls::request));
      actions.add(new TimedAction(resume, stalls::end));
    }
    return actions;
  }

  @Setup(Level.Iteration)
  public void prepare() throws IOException {
    server.account().awaitQuiet();
    client.reset();
    stalls.reset();
    server.account().begin();
  }

  void run() throws IOException {
    client.run(plan);
    stalls.end();
  }

  @TearDown(Level.Iteration)
  public void balance() throws IOException {
    stalls.settle();
    server
        .account()
        .end(
            client,
            report ->
                report
                    .client(client)
                    .rate(offered(), client)
                    .stalls(stalls, client.firstStartNanos()));
  }

  /// A closed loop offers what it achieves.
  private double offered() {
    return plan.arrivals() instanceof ClosedLoopArrivals ? client.perSecond() : rate;
  }

  @TearDown(Level.Trial)
  public void close() {
    client.close();
  }
}
