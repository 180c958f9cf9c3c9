package acceptbench.sizing.trial;

import acceptbench.load.arrival.ArrivalSchedule;
import acceptbench.load.arrival.BurstFirst;
import acceptbench.load.arrival.PoissonArrivals;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.sizing.Demand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/// What a strategy needs in some pauses, and how the same pauses go with a backlog.
///
/// @param seed of the first pause's arrivals; the next pause has the next seed
/// @param needed the pauses at a backlog that never overflows
/// @param tried the same arrivals at the backlog
public record BacklogCheck(int seed, List<TriedPause> needed, List<TriedPause> tried) {
  /// The kernel has 28,232 local ports to give (`ip_local_port_range`).
  public static final int MOST_CONNECTIONS = 25_000;

  public BacklogCheck {
    needed = List.copyOf(needed);
    tried = List.copyOf(tried);
  }

  /// Measures both.
  ///
  /// @param backlog the one to try
  /// @param pauses how many
  /// @param serverCpus where the server runs; empty means anywhere
  /// @throws IOException where the server does not start or go on
  public static BacklogCheck run(
      AcceptStrategy strategy, Demand demand, int backlog, int pauses, int seed, BitSet serverCpus)
      throws IOException {
    return new BacklogCheck(
        seed,
        measure(strategy, demand, PauseTrial.LARGEST_BACKLOG, pauses, seed, serverCpus),
        measure(strategy, demand, backlog, pauses, seed, serverCpus));
  }

  private static List<TriedPause> measure(
      AcceptStrategy strategy, Demand demand, int backlog, int pauses, int seed, BitSet serverCpus)
      throws IOException {
    List<TriedPause> results = new ArrayList<>();
    try (PauseTrial trial =
        new PauseTrial(
            strategy, demand.listeners(), backlog, mostConnections(demand), serverCpus)) {
      // Of a JVM's first connections each takes a millisecond.
      trial.pause(demand.pause().nanos(), arrivals(demand, seed));
      for (int i = 0; i < pauses; i++)
        results.add(trial.pause(demand.pause().nanos(), arrivals(demand, seed + i)));
    }
    return results;
  }

  private static ArrivalSchedule arrivals(Demand demand, int seed) {
    return new BurstFirst(demand.burst(), new PoissonArrivals(demand.ratePerSecond(), seed));
  }

  /// How many connections the client may have open at once: those of a pause, and many more than is
  /// likely.
  public static int mostConnections(Demand demand) {
    double mean = demand.burst() + demand.ratePerSecond() * demand.pause().seconds();
    return (int) Math.ceil(mean + 10 * Math.sqrt(mean) + 100);
  }

  /// How many waited in the deepest queue at the end of a pause, on average.
  public double meanPeak() {
    return needed.stream().mapToInt(TriedPause::peak).average().orElse(Double.NaN);
  }

  /// Whether what was needed follows from both ends of each connection.
  public boolean exact() {
    return needed.stream().allMatch(TriedPause::exact);
  }

  /// The backlog that was needed in the pause in the middle; of an even number the higher one.
  public int medianNeeded() {
    return needed.stream()
        .map(TriedPause::backlogNeeded)
        .sorted()
        .skip(needed.size() / 2)
        .findFirst()
        .orElse(0);
  }

  /// The backlog that was needed in the worst of the pauses.
  public int mostNeeded() {
    return needed.stream().mapToInt(TriedPause::backlogNeeded).max().orElse(0);
  }

  /// In how many of the pauses the backlog overflowed.
  public long overflowed() {
    return tried.stream().filter(pause -> pause.overflows() > 0).count();
  }

  /// How long the longest of all pauses really was, in nanoseconds.
  public long longestNanos() {
    return Stream.concat(needed.stream(), tried.stream())
        .mapToLong(TriedPause::nanos)
        .max()
        .orElse(0);
  }
}
