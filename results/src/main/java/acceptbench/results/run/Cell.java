package acceptbench.results.run;

import acceptbench.results.file.HistogramTag;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// One cell of a run: a benchmark with one value for each parameter, and what was measured.
///
/// @param benchmark the benchmark's full name
/// @param mode JMH's mode, such as `ss` (single shot), `sample`, `avgt`, `thrpt`
/// @param params parameter to value, in the file's order
/// @param secondary name to metric, in the file's order
/// @param harness how JMH was set up for this cell
/// @param depth of the accept queue over time, where the run kept it
/// @param onScheduleOnly whether launches in which the client fell behind are left out of the
///     metrics: NaN is in the place of their iterations
public record Cell(
    String benchmark,
    String mode,
    Map<String, String> params,
    Metric primary,
    Map<String, Metric> secondary,
    Harness harness,
    QueueDepth depth,
    boolean onScheduleOnly) {
  /// Where shares of a plan were taken together.
  private static final String MACHINE = "launch.machine";

  static final String SCHEDULE_KEPT = "schedule.kept";

  /// The strategy that is a program which the user named, and the parameter that names it.
  private static final String COMMAND = "command";

  private static final String NO_COMMAND = "none";

  /// The parameters of such a program.
  private static final Set<String> OF_COMMANDS = Set.of(COMMAND, "port", "listenMillis");

  /// In percent of the time of a load: how long the clients were at work on their CPUs.
  public static final String CLIENT_BUSY = "client.busy";

  /// In percent of an iteration: how long the server's CPUs were busy with it.
  public static final String SERVER_BUSY = "server.busy";

  /// In percent of an iteration: how long the busiest thread of the server had a CPU.
  public static final String BUSIEST_THREAD = "server.busiestThread";

  /// From there on something is at its limit: a tenth is lost in turns that others had.
  private static final double LIMIT_PERCENT = 90;

  static final String DRAIN_NANOS = "drain.nanosPerConnection";

  public Cell {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    secondary = Collections.unmodifiableMap(new LinkedHashMap<>(secondary));
  }

  Cell withSecondary(Map<String, Metric> others) {
    return new Cell(benchmark, mode, params, primary, others, harness, depth, onScheduleOnly);
  }

  Cell withDepth(QueueDepth known) {
    return new Cell(benchmark, mode, params, primary, secondary, harness, known, onScheduleOnly);
  }

  /// The same with the metrics of those launches that kept their schedule.
  Cell onSchedule(Metric ownPrimary, Map<String, Metric> own) {
    return new Cell(benchmark, mode, params, ownPrimary, own, harness, depth, true);
  }

  /// The secondary metric of that name, or [Metric#NOT_MEASURED].
  public Metric metric(String name) {
    return secondary.getOrDefault(name, Metric.NOT_MEASURED);
  }

  /// The mean over iterations of a count; NaN when it was not measured.
  public double count(String name) {
    return metric(name).score();
  }

  /// The largest count of an iteration; NaN when it was not measured.
  public double most(String name) {
    return Arrays.stream(metric(name).measuredIterations()).max().orElse(count(name));
  }

  /// How files beside the results name it: `BurstBenchmark.burst;backlog=16;…`.
  public String tag() {
    return HistogramTag.cell(benchmark, params);
  }

  /// Whether the cell is one of this suite's: a strategy at a backlog.
  public boolean isAcceptCell() {
    return params.containsKey("strategy") && params.containsKey("backlog");
  }

  /// Who was measured: the strategy, and of a program that the user named its command.
  public String strategy() {
    String strategy = params.getOrDefault("strategy", "");
    String command = params.getOrDefault(COMMAND, NO_COMMAND);
    return isAcceptCell() && !command.equals(NO_COMMAND) && strategy.startsWith(COMMAND)
        // A control arm, `command#2`, keeps its number.
        ? command + strategy.substring(COMMAND.length())
        : strategy;
  }

  public String backlog() {
    return params.getOrDefault("backlog", "");
  }

  /// The parameters by which cells are told apart. A program that the user named goes by its
  /// command (`strategy=command` with `command=node a.js {port}` is a strategy `node a.js {port}`),
  /// and what only such a program has is no parameter of the others.
  public Map<String, String> identity() {
    Map<String, String> identity = new LinkedHashMap<>(params);
    if (!isAcceptCell()) return identity;
    identity.keySet().removeAll(OF_COMMANDS);
    identity.put("strategy", strategy());
    return identity;
  }

  /// The parameters other than strategy and backlog.
  public Map<String, String> otherParams() {
    Map<String, String> others = identity();
    others.remove("strategy");
    others.remove("backlog");
    return others;
  }

  /// The distribution of connect times, from the intended start to the end of the handshake.
  public Metric connect() {
    return metric("connect");
  }

  /// The distribution of the times to the first byte, of those connections that got one.
  public Metric firstByte() {
    return metric("firstByte");
  }

  /// How long a full queue took to empty, in nanoseconds per connection.
  public Metric drainNanos() {
    return metric(DRAIN_NANOS);
  }

  /// How long connections were in the accept queue, where the server was asked.
  public Metric queueWait() {
    return metric("queueWait");
  }

  /// Whether the client started its connections when it should have, in every iteration. Where it
  /// did not, the latencies show the client's limit and not the server's. True where there was no
  /// schedule to keep.
  public boolean keptSchedule() {
    return !(count(SCHEDULE_KEPT) < 1) && launchesBehind() == 0;
  }

  /// How many launches were measured.
  public int launchCount() {
    return primary.iterations().size();
  }

  /// In how many launches the client fell behind its schedule, in one iteration or more.
  public int launchesBehind() {
    return (int) IntStream.range(0, launchCount()).filter(launch -> !keptSchedule(launch)).count();
  }

  /// Whether a launch kept its schedule; where that was not measured, it is not held against it.
  public boolean keptSchedule(int launch) {
    List<List<Double>> kept = metric(SCHEDULE_KEPT).iterations();
    if (kept.isEmpty()) return !(count(SCHEDULE_KEPT) < 1);
    return launch >= kept.size() || kept.get(launch).stream().noneMatch(value -> value < 1);
  }

  /// On which machine each launch was measured, 1, 2, 3, …; none where all were on one.
  public List<Integer> machines() {
    List<Integer> machines =
        metric(MACHINE).iterations().stream()
            .map(launch -> launch.isEmpty() ? 0 : (int) Math.round(launch.getFirst()))
            .toList();
    return machines.stream().distinct().count() > 1 ? machines : List.of();
  }

  /// One value for each launch, as [Metric#launches] has it, in the order of the launches; NaN for
  /// those that did not keep their schedule, which show the client's limit.
  public List<Double> keptLaunches(Metric metric) {
    List<Double> launches = metric.launches();
    return IntStream.range(0, launches.size())
        .mapToObj(launch -> keptSchedule(launch) ? launches.get(launch) : Double.NaN)
        .toList();
  }

  /// How many load clients shared the load.
  public int clients() {
    String clients = params.getOrDefault("clients", "1");
    return clients.matches("[1-9]\\d{0,8}") ? Integer.parseInt(clients) : 1;
  }

  /// Whether the clients had no time left, while the server had, and each of its threads. False
  /// where one of these was not measured.
  public boolean clientWasLimit() {
    return count(CLIENT_BUSY) >= LIMIT_PERCENT
        && count(SERVER_BUSY) < LIMIT_PERCENT
        && count(BUSIEST_THREAD) < LIMIT_PERCENT;
  }

  /// Whether the accept queue overflowed in any iteration.
  public boolean overflowed() {
    Metric overflows = metric("ListenOverflows");
    return overflows.score() > 0
        || Arrays.stream(overflows.measuredIterations()).anyMatch(count -> count > 0);
  }

  /// Served connections as a share of those attempted, 0 to 1; NaN when the ledger is not there.
  public double servedShare() {
    return count("ledger.served") / count("ledger.attempted");
  }

  /// Whether clients were there that began a handshake and heard no answer.
  public boolean hasHalfOpenClients() {
    return !params.getOrDefault("halfOpen", "0").equals("0")
        && metric("listener.halfOpen").isMeasured();
  }
}
