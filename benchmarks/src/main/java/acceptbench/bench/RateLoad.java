package acceptbench.bench;

import acceptbench.bench.account.AcceptorStalls;
import acceptbench.bench.server.ServerUnderTest;
import acceptbench.load.LoadClients;
import acceptbench.load.arrival.ArrivalSchedule;
import acceptbench.load.arrival.ClosedLoopArrivals;
import acceptbench.load.arrival.ConstantRateArrivals;
import acceptbench.load.arrival.LoadPlan;
import acceptbench.load.arrival.PoissonArrivals;
import acceptbench.load.arrival.TimedAction;
import acceptbench.server.parameter.Parameter;
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
  /// What `arrivals` says for a closed loop.
  public static final String CLOSED = "closed";

  /// Above this a client of one thread can't even make its system calls.
  static final int MOST_PER_SECOND = 1_000_000;

  /// The acceptor pauses once a second, and has to go on in between.
  private static final int LONGEST_PAUSE_MILLIS = 900;

  /// The most connections that the client has open: those in flight, and ghosts.
  private static final int MOST_OPEN = 15_000;

  /// How many unserved ones a closed loop may keep as evidence besides those in flight.
  private static final int MOST_GHOSTS = 2_000;

  @Param("poisson")
  @Parameter(
      oneOf = {"constant", "poisson", CLOSED},
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

  @Param("0")
  @Parameter(means = OpenLoop.SEED)
  public int arrivalsSeed;

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
          "How long the acceptor stalls, once a second, first after half a second; 0: never. If the"
              + " load ends before, so does the last stall.")
  public int pauseMillis;

  @Param("15000")
  @Parameter(from = 1, to = Parameter.HOUR_MILLIS, means = BurstLoad.PATIENCE)
  public int patienceMillis;

  @Param("0")
  @Parameter(
      to = Parameter.HOUR_MILLIS,
      means = BurstLoad.HOLD + " Where arrivals are closed, the next comes when it has closed.")
  public int holdMillis;

  private ServerUnderTest server;
  private LoadClients client;
  private LoadPlan plan;
  private List<TimedAction> pauses;
  private int seed;
  private AcceptorStalls stalls;

  @Setup(Level.Trial)
  public void open(ServerUnderTest server) throws IOException {
    this.server = server;
    stalls = new AcceptorStalls(server::process);
    pauses = pauses();
    client = server.client((int) mostOpen(isClosed(), inFlight, rate, loadMillis, holdMillis));
  }

  private boolean isClosed() {
    return arrivals.equals(CLOSED);
  }

  /// The most connections that the client has open, ghosts that it keeps as evidence and those
  /// that it holds included.
  ///
  /// @throws IllegalArgumentException where none, or too many, would arrive
  public static long mostOpen(
      boolean closed, int inFlight, int rate, int loadMillis, int holdMillis) {
    long held = (long) rate * holdMillis / 1_000;
    return closed
        ? (long) inFlight + MOST_GHOSTS
        : Math.min(new OpenLoop(rate, loadMillis).connections(), MOST_OPEN + held);
  }

  private LoadPlan plan() {
    OpenLoop openLoop = new OpenLoop(rate, loadMillis);
    seed = OpenLoop.seed(arrivalsSeed);
    return new LoadPlan(
            schedule(openLoop),
            isClosed() ? Integer.MAX_VALUE : openLoop.connections(),
            isClosed() ? TimeUnit.MILLISECONDS.toNanos(loadMillis) : Long.MAX_VALUE,
            TimeUnit.MILLISECONDS.toNanos(patienceMillis),
            pauses)
        .holding(holdMillis);
  }

  private ArrivalSchedule schedule(OpenLoop openLoop) {
    return switch (arrivals) {
      case "constant" -> new ConstantRateArrivals(rate);
      case "poisson" -> openLoop.poisson(seed);
      case CLOSED -> new ClosedLoopArrivals(inFlight);
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
    plan = plan();
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
                    .arrivalsSeed(plan.arrivals() instanceof PoissonArrivals ? seed : Double.NaN)
                    .stalls(stalls, client.firstStartNanos())
                    .recovery(stalls, client));
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
