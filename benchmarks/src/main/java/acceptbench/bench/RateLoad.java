package acceptbench.bench;

import acceptbench.load.LoadClient;
import acceptbench.load.LoadPlan;
import acceptbench.load.TimedAction;
import acceptbench.load.arrival.ArrivalSchedule;
import acceptbench.load.arrival.ClosedLoopArrivals;
import acceptbench.load.arrival.ConstantRateArrivals;
import acceptbench.load.arrival.PoissonArrivals;
import acceptbench.server.Parameter;
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
  /// Above this a client of one thread can't even make its system calls.
  static final int MOST_PER_SECOND = 1_000_000;

  /// The acceptor pauses once a second, and has to go on in between.
  private static final int LONGEST_PAUSE_MILLIS = 900;

  /// The most connections that the client has open: those in flight, and ghosts.
  private static final int MOST_OPEN = 15_000;

  /// How many unserved ones a closed loop may keep as evidence besides those in flight.
  private static final int MOST_GHOSTS = 2_000;

  private static final long SEED = 1;

  @Param("poisson")
  @Parameter(
      oneOf = {"constant", "poisson", "closed"},
      means =
          "How connections arrive: at even distances (constant), independently of each other"
              + " (poisson), or the next when one ends (closed), so that a slow server is asked"
              + " less often.")
  public String arrivals;

  @Param("2000")
  @Parameter(
      from = 1,
      to = MOST_PER_SECOND,
      means = "Connections per second; no meaning where arrivals are closed.")
  public int rate;

  @Param("64")
  @Parameter(from = 1, means = "How many at a time where arrivals are closed.")
  public int inFlight;

  @Param("2000")
  @Parameter(from = 1, to = Parameter.HOUR_MILLIS, means = "For how long they arrive.")
  public int loadMillis;

  @Param("0")
  @Parameter(
      to = LONGEST_PAUSE_MILLIS,
      means =
          "For how long the acceptor stalls, once a second from the first half second on; 0:"
              + " never. The last stall ends with the load, where that ends before.")
  public int pauseMillis;

  @Param("15000")
  @Parameter(
      from = 1,
      to = Parameter.HOUR_MILLIS,
      means = "How long a connection may remain unserved before it counts as timed out.")
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
