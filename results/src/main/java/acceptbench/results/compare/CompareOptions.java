package acceptbench.results.compare;

import static java.util.stream.Collectors.toUnmodifiableSet;

import acceptbench.results.run.Metric;
import java.util.Set;

/// How runs are compared.
///
/// @param falseAlarms the chance, from 0 to 1, that a comparison of two runs of the same thing
///     calls any figure of any cell better or worse
/// @param smallest the smallest difference that is called one, as a share of the base: with many
///     forks a difference can be certain and too small to matter
/// @param across what may differ between the runs because it is what is compared: `kernel`, `cpu`,
///     `network`, the first part of a fact's path in `environment.json`
/// @param metrics names of the figures compared; empty for the usual ones
public record CompareOptions(
    double falseAlarms, double smallest, Set<String> across, Set<String> metrics) {
  public static final CompareOptions USUAL = new CompareOptions(0.05, 0.05, Set.of(), Set.of());

  public CompareOptions {
    if (!(falseAlarms > 0 && falseAlarms < 1)) {
      throw new IllegalArgumentException(
          "the share of false alarms must be between 0 and 1, not " + falseAlarms);
    }
    if (!(smallest >= 0 && smallest < 10)) {
      throw new IllegalArgumentException(
          "the smallest difference must be a share such as 0.05, not " + smallest);
    }
    for (String fact : across) {
      if (!Obstacles.ACROSS.contains(fact)) {
        throw new IllegalArgumentException(
            "--across " + fact + ": it is one of " + String.join(", ", Obstacles.ACROSS));
      }
    }
    across = Set.copyOf(across);
    metrics = metrics.stream().map(Metric::nameSinceJmh137).collect(toUnmodifiableSet());
  }
}
