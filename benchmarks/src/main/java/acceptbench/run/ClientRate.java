package acceptbench.run;

import static java.util.Objects.requireNonNull;

import acceptbench.bench.BurstBenchmark;
import acceptbench.bench.BurstLoad;
import acceptbench.bench.server.ServerParameters;
import acceptbench.launch.UserError;
import acceptbench.run.jmh.JmhArguments;
import acceptbench.run.jmh.JmhOptions;
import acceptbench.run.jmh.JmhOutput;
import acceptbench.run.plan.Plan;
import acceptbench.run.plan.PlannedCell;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/// How fast the load client can be on this machine. It decides the rate of bursts, which is the
/// same in all cells of a run, and which the client can keep.
///
/// Measured as a cell is: bursts as fast as the client can, when both JVMs have settled, to a
/// server with nothing else to do (`epoll`), on the CPUs that servers get in this run.
///
/// @param most connections per second, the median of some bursts
record ClientRate(double most) {
  /// The share of its highest rate that the client is asked for: it is slower beside a server that
  /// shares its memory and kernel. Bursts to six strategies at 8,000, 12,000, 16,000 and 20,000 a
  /// second kept their schedule in 15, 15, 17 and 17 of 30 iterations, on a machine with other work
  /// on it where the client's highest rate was some 30,000 a second. Up to 20,000, then, the rate
  /// was not why bursts were late.
  static final double SHARE = 0.5;

  /// The client is measured only if a given rate is higher than this, as measuring takes some
  /// seconds: on a shared machine with two CPUs the client could do some 30,000 connections a
  /// second.
  static final int DOUBTFUL = 20_000;

  private static final List<String> MEASUREMENT =
      List.of(
          "-f",
          "1",
          "-wi",
          "5",
          "-i",
          "11",
          "-p",
          "strategy=epoll",
          "-p",
          "backlog=4096",
          "-p",
          "workers=1",
          "-p",
          "handlerMicros=0",
          "-p",
          "burst=1000",
          "-p",
          "burstRate=" + BurstLoad.MAX,
          BurstBenchmark.class.getName());

  /// Options that change the client's JVM.
  private static final Set<String> CLIENTS =
      Set.of("-jvm", "-jvmArgs", "-jvmArgsAppend", "-jvmArgsPrepend");

  /// Takes some seconds.
  ///
  /// @param ofRun the run's arguments, for what they say of the client's JVM
  /// @throws UserError where it can't be measured
  static ClientRate measure(Place place, JmhArguments ofRun, JmhOutput log) throws UserError {
    JmhArguments arguments =
        JmhArguments.parse(clients(ofRun))
            .over(JmhArguments.parse(MEASUREMENT))
            .over(clientsOwn(ofRun));
    PlannedCell cell = Plan.of(arguments, place.rules()).cells().getFirst();
    CellRunner runner =
        new CellRunner(
            place.machine(),
            JmhOptions.parseOnly(arguments),
            place.cpus(),
            place.isPrivate(),
            log,
            Path.of(""),
            Optional.empty(),
            false);
    return switch (runner.run(cell, 1, Optional.empty())) {
      case Outcome.Measured(RunResult result) -> new ClientRate(achieved(result));
      case Outcome.Failed(String reason) ->
          throw UserError.unavailable(
              "the load client's highest rate can't be measured ("
                  + reason
                  + "); give burstRate=max, or a number up to "
                  + DOUBTFUL);
    };
  }

  /// As many clients as the cell with the fewest has: the rate that it can keep is used for all.
  private static List<String> clients(JmhArguments ofRun) throws UserError {
    Map<String, List<String>> parameters = ofRun.parameters();
    int fewest =
        parameters.getOrDefault("clients", List.of("1")).stream()
            .mapToInt(Integer::parseInt)
            .min()
            .orElseThrow();
    String cpus =
        parameters.getOrDefault("clientCpus", List.of(ServerParameters.AUTO_CPUS)).getFirst();
    return List.of("-p", "clients=" + fewest, "-p", "clientCpus=" + cpus);
  }

  private static JmhArguments clientsOwn(JmhArguments ofRun) {
    Map<String, List<String>> options =
        ofRun.options().entrySet().stream()
            .filter(option -> CLIENTS.contains(option.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new JmhArguments(options, List.of());
  }

  private static double achieved(RunResult result) {
    @SuppressWarnings("rawtypes") // JMH's own type
    Result achieved = requireNonNull(result.getSecondaryResults().get("rate.achieved"));
    return achieved.getStatistics().getPercentile(50);
  }

  /// The rate of all bursts, rounded to two digits.
  int ofBursts() {
    double rate = SHARE * most;
    double unit = Math.pow(10, Math.floor(Math.log10(rate)) - 1);
    return (int) (Math.round(rate / unit) * unit);
  }

  /// A run's arguments, with the rate of bursts in the place of `auto`.
  JmhArguments in(JmhArguments ofRun) throws UserError {
    List<String> asked = ofRun.parameters().getOrDefault("burstRate", List.of(BurstLoad.AUTO));
    String rates =
        asked.stream()
            .map(each -> each.equals(BurstLoad.AUTO) ? Integer.toString(ofBursts()) : each)
            .distinct()
            .collect(Collectors.joining(","));
    return JmhArguments.parse(List.of("-p", "burstRate=" + rates)).over(ofRun);
  }

  /// Whether one of these rates is so high that the client should be measured before.
  static boolean isDoubted(Collection<Integer> rates) {
    return rates.stream().anyMatch(rate -> rate > DOUBTFUL);
  }

  /// What is to be said of rates that were asked for.
  ///
  /// @return a line, where the client can't keep all of them
  Optional<String> warning(Collection<Integer> rates) {
    String tooHigh =
        rates.stream()
            .filter(rate -> rate > most)
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(","));
    if (tooHigh.isEmpty()) return Optional.empty();
    return Optional.of(
        String.format(
            Locale.ROOT,
            "burstRate=%s: this machine's load client can do %s; such bursts come slower, and what"
                + " is measured in them stays out of ranks",
            tooHigh,
            perSecond()));
  }

  String perSecond() {
    return String.format(Locale.ROOT, "%,.0f connections/s", most);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s; bursts come at %.0f %% of that, burstRate=%d",
        perSecond(),
        100 * SHARE,
        ofBursts());
  }
}
