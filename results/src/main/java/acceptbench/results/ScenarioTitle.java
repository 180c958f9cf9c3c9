package acceptbench.results;

import acceptbench.results.run.Scenario;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A scenario's name, with the parameters that tell it from others of the same benchmark.
final class ScenarioTitle {
  private ScenarioTitle() {}

  /// Such as `RateBenchmark.rate`, or `RateBenchmark.rate: rate=5000` where other scenarios of the
  /// page have other rates.
  static String of(Scenario scenario, List<Scenario> all) {
    List<Map<String, String>> others =
        all.stream()
            .filter(other -> other.shortName().equals(scenario.shortName()))
            .map(other -> other.key().constants())
            .toList();
    String own =
        scenario.key().constants().entrySet().stream()
            .filter(
                one ->
                    others.stream()
                        .anyMatch(
                            other -> !one.getValue().equals(other.getOrDefault(one.getKey(), ""))))
            .map(one -> one.getKey() + "=" + one.getValue())
            .collect(Collectors.joining(" "));
    return scenario.shortName() + (own.isEmpty() ? "" : ": " + own);
  }
}
