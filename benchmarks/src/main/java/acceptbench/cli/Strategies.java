package acceptbench.cli;

import acceptbench.server.strategy.AcceptStrategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The `strategy` parameter, and the catalogue it chooses from.
final class Strategies {
  static final String PARAMETER = "strategy";

  /// Stands for the whole catalogue, so that no annotation has to list it.
  static final String ALL = "all";

  private Strategies() {}

  static List<String> labels() {
    return Arrays.stream(AcceptStrategy.values()).map(AcceptStrategy::label).toList();
  }

  /// Values of the parameter with `all` spelled out.
  static List<String> spelledOut(List<String> values) {
    List<String> strategies = new ArrayList<>();
    for (String value : values) {
      if (value.equals(ALL)) strategies.addAll(labels());
      else strategies.add(value);
    }
    return strategies.stream().distinct().toList();
  }
}
