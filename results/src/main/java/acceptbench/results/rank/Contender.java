package acceptbench.results.rank;

import java.util.Arrays;
import java.util.List;

/// Somebody to be ranked: one value for each launch, in the order of the rounds.
///
/// @param name as a table shows it
/// @param launches one value for each round; NaN where this one was not measured
public record Contender(String name, List<Double> launches) {
  public Contender {
    launches = List.copyOf(launches);
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
