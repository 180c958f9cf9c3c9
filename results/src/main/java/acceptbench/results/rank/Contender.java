package acceptbench.results.rank;

import acceptbench.results.statistics.Blocks;
import java.util.Arrays;
import java.util.List;

/// Somebody to be ranked: one value for each launch, in the order of the rounds.
///
/// @param name as a table shows it
/// @param launches one value for each round; NaN where this one was not measured
/// @param machines on which machine each launch was measured; none where all were on one
public record Contender(String name, List<Double> launches, List<Integer> machines) {
  public Contender {
    launches = List.copyOf(launches);
    machines = List.copyOf(machines);
  }

  /// All of one machine.
  public Contender(String name, List<Double> launches) {
    this(name, launches, List.of());
  }

  /// The launches of two contenders, machine by machine.
  Blocks against(Contender other) {
    if (machines.isEmpty() || other.machines.isEmpty())
      return Blocks.one(measured(), other.measured());
    return Blocks.of(launches, machines, other.launches, other.machines);
  }

  /// The values that were measured.
  double[] measured() {
    return launches.stream()
        .mapToDouble(Double::doubleValue)
        .filter(v -> !Double.isNaN(v))
        .toArray();
  }

  /// The measured values, smallest first.
  double[] sorted() {
    double[] values = measured();
    Arrays.sort(values);
    return values;
  }
}
