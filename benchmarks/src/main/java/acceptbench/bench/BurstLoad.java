package acceptbench.bench;

import acceptbench.bench.account.AcceptorStalls;
import acceptbench.bench.account.IterationReport;
import acceptbench.bench.server.ServerUnderTest;
import acceptbench.linux.ErrnoException;
import acceptbench.load.HalfOpenClients;
import acceptbench.load.LoadClients;
import acceptbench.load.arrival.ArrivalSchedule;
import acceptbench.load.arrival.BurstArrivals;
import acceptbench.load.arrival.ConstantRateArrivals;
import acceptbench.load.arrival.LoadPlan;
import acceptbench.load.arrival.TimedAction;
import acceptbench.load.ledger.JointBooks;
import acceptbench.server.parameter.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
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
  @Param("2000")
  @Parameter(from = 1, means = "How many connections at once.")
  public int burst;

  @Param(AUTO)
  @Parameter(
      oneOf = {AUTO, MAX},
      orNumber = true,
      from = 1,
      to = RateLoad.MOST_PER_SECOND,
      means =
          "At how many connections per second they come; auto: at a rate that the client can keep"
              + " here, measured once when the run begins; max: as fast as the client can, which"
              + " is another rate in each cell.")
  public String burstRate;

  @Param("0")
  @Parameter(
      to = Parameter.HOUR_MILLIS,
      means =
          "How long the acceptor does not accept, from the first connection on; 0: it is not"
              + " stalled. If the load ends before, so does the stall: stall.millis is how long it"
              + " really was.")
  public int stallMillis;

  @Param("15000")
  @Parameter(from = 1, to = Parameter.HOUR_MILLIS, means = PATIENCE)
  public int patienceMillis;

  @Param("0")
  @Parameter(to = Parameter.HOUR_MILLIS, means = HOLD)
  public int holdMillis;

  @Param("0")
  @Parameter(
      to = HalfOpenLoad.MOST,
      means =
          "How many further clients send their final ACKs late: they begin their handshakes before"
              + " the burst, and get the answer only when the accept queue is full or the stall"
              + " ends. Their final ACKs arrive about a second after that, so with"
              + " stallMillis=2000 they find the queue full, and abortOnOverflow decides what"
              + " happens to them.")
  public int halfOpen;

  /// What `patienceMillis` means where loads are timed.
  static final String PATIENCE =
      "How long a connection may remain unserved before it counts as timed out.";

  /// What `holdMillis` means where loads are timed.
  static final String HOLD =
      "How long a client keeps its connection open after the first byte; 0: it closes at once. It"
          + " matters where the server keeps connections until their clients close them.";

  /// The driver replaces it with the rate that it has measured.
  public static final String AUTO = "auto";

  /// As fast as the client can.
  public static final String MAX = "max";

  private ServerUnderTest server;
  private HalfOpenClients late;
  private LoadClients client;
  private LoadPlan plan;
  private AcceptorStalls stalls;
  private long stallNanos;

  @Setup(Level.Trial)
  public void open(ServerUnderTest server) throws IOException {
    this.server = server;
    late = server.halfOpenClients(halfOpen);
    client = server.client(burst, _ -> lookAfterTheLate());
    stalls = new AcceptorStalls(server::process);
    stallNanos = TimeUnit.MILLISECONDS.toNanos(stallMillis);
    List<TimedAction> resume =
        stallMillis == 0 ? List.of() : List.of(new TimedAction(stallNanos, this::resume));
    long patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    plan = new LoadPlan(arrivals(), burst, patienceNanos, resume).holding(holdMillis);
  }

  private ArrivalSchedule arrivals() {
    if (burstRate.equals(AUTO))
      throw new IllegalArgumentException(
          "burstRate=auto: the rate has not been measured; give a number");
    return burstRate.equals(MAX)
        ? new BurstArrivals()
        : new ConstantRateArrivals(Integer.parseInt(burstRate));
  }

  private void lookAfterTheLate() throws ErrnoException {
    if (server.queueWasFull()) late.release();
    late.look();
  }

  private void resume() {
    stalls.end();
    try {
      late.release();
    } catch (ErrnoException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Setup(Level.Iteration)
  public void prepare() throws IOException {
    server.account().awaitQuiet();
    client.reset();
    stalls.reset();
    if (stallMillis > 0) server.account().begin(stalls::begin);
    else server.account().begin();
    late.open();
  }

  void fire() throws IOException {
    client.run(plan);
    // The stall goes on until the late final ACKs have come.
    if (halfOpen > 0) late.awaitEnded(plan.patienceNanos(), this::resumeWhenDue);
    stalls.end();
  }

  private void resumeWhenDue() {
    if (System.nanoTime() - client.firstStartNanos() >= stallNanos) stalls.end();
  }

  @TearDown(Level.Iteration)
  public void balance() throws IOException {
    stalls.settle();
    server
        .account()
        .end(
            new JointBooks(client, late),
            report ->
                arrived(report.client(client))
                    .stalls(stalls, client.firstStartNanos())
                    .recovery(stalls, client));
  }

  private IterationReport arrived(IterationReport report) {
    return burstRate.equals(MAX)
        ? report.achieved(client.perSecond())
        : report.rate(Integer.parseInt(burstRate), client);
  }

  @TearDown(Level.Trial)
  public void close() {
    try {
      late.close();
    } finally {
      client.close();
    }
  }
}
