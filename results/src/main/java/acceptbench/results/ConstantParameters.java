package acceptbench.results;

import acceptbench.results.run.Environment;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.OneLine;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The parameters that all cells of a scenario share: those that were asked for, and those at their
/// defaults, which readers need less.
///
/// @param told those that are not at their default, or whose default is unknown
/// @param usual those that are
record ConstantParameters(
    List<Map.Entry<String, String>> told, List<Map.Entry<String, String>> usual) {
  static ConstantParameters of(Scenario scenario, Environment environment) {
    Map<Boolean, List<Map.Entry<String, String>>> byDefault =
        scenario.key().constants().entrySet().stream()
            .collect(
                Collectors.partitioningBy(
                    one ->
                        environment.isDefault(
                            scenario.key().benchmark(), one.getKey(), one.getValue())));
    return new ConstantParameters(
        byDefault.getOrDefault(false, List.of()), byDefault.getOrDefault(true, List.of()));
  }

  boolean hasTold() {
    return !told.isEmpty();
  }

  boolean hasUsual() {
    return !usual.isEmpty();
  }

  /// `14 parameters at their defaults`.
  String usualCount() {
    return usual.size() == 1
        ? "1 parameter at its default"
        : usual.size() + " parameters at their defaults";
  }

  /// For a terminal: `with burst=2000, and 14 parameters at their defaults`; empty where there are
  /// none at all.
  String line() {
    String said =
        told.stream()
            .map(one -> one.getKey() + "=" + one.getValue())
            .collect(Collectors.joining(" "));
    if (!hasUsual()) return hasTold() ? "with " + OneLine.of(said) : "";
    return "with " + (hasTold() ? OneLine.of(said) + ", and " : "") + usualCount();
  }
}
