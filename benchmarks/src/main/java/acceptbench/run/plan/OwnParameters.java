package acceptbench.run.plan;

import acceptbench.launch.UserError;
import acceptbench.server.parameter.NamedParameter;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.ControlArm;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Parameters of the server that mean something to one strategy alone
/// ([acceptbench.server.parameter.Parameter]). Beside it others may be measured, for comparison;
/// without it they would do nothing.
final class OwnParameters {
  private OwnParameters() {}

  /// Refuses those whose strategy is not measured.
  ///
  /// @param asked the parameters that the user has named
  /// @throws UserError naming the parameter
  static void check(Set<String> asked, List<PlannedCell> cells) throws UserError {
    Set<String> strategies =
        cells.stream()
            .map(cell -> cell.parameters().getOrDefault(Strategies.PARAMETER, ""))
            .map(ControlArm::strategy)
            .collect(Collectors.toSet());
    for (NamedParameter parameter : ServerConfig.parameters()) {
      String only = parameter.declared().only();
      if (!only.isEmpty() && asked.contains(parameter.name()) && !strategies.contains(only))
        throw UserError.usage(parameter.name() + " needs strategy=" + only);
    }
  }
}
