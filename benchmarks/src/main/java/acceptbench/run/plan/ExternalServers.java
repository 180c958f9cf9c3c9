package acceptbench.run.plan;

import acceptbench.bench.Endpoint;
import acceptbench.kernel.ListenerWatch;
import acceptbench.launch.UserError;
import acceptbench.linux.socket.ListenerSocket;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The servers that `strategy=external` names: they are there before anything is measured, with the
/// backlog that they have.
public final class ExternalServers {
  private ExternalServers() {}

  /// Looks for the server of each external cell. If the user has not named a backlog, the kernel's
  /// answer is taken, and cells that differ only in the backlogs of the annotation become one cell.
  ///
  /// @param backlogNamed whether the user has said what the backlog is to be called
  /// @throws UserError where nothing listens
  public static Plan found(Plan plan, boolean backlogNamed) throws UserError, IOException {
    Set<PlannedCell> cells = new LinkedHashSet<>();
    for (PlannedCell cell : plan.cells()) {
      if (!Plan.isExternal(cell)) {
        cells.add(cell);
        continue;
      }
      int backlog = effectiveBacklog(cell.parameters().getOrDefault("target", ""));
      cells.add(backlogNamed ? cell : with(cell, backlog));
    }
    return new Plan(plan.options(), List.copyOf(cells), plan.leftOut());
  }

  private static PlannedCell with(PlannedCell cell, int backlog) {
    Map<String, String> parameters = new LinkedHashMap<>(cell.parameters());
    parameters.computeIfPresent("backlog", (_, _) -> Integer.toUnsignedString(backlog));
    return new PlannedCell(cell.entry(), cell.mode(), parameters);
  }

  private static int effectiveBacklog(String target) throws UserError, IOException {
    Endpoint endpoint = Endpoint.parse(target);
    try (ListenerWatch watch = new ListenerWatch(endpoint.address(), endpoint.port())) {
      List<ListenerSocket> listeners = watch.listeners();
      if (!listeners.isEmpty()) return listeners.getFirst().effectiveBacklog();
    }
    throw UserError.unavailable(
        "nothing listens on "
            + target
            + " in this network namespace; a container's port may be published from another one,"
            + " where its queue can't be seen: nsenter -t PID -n, with a PID of the container");
  }
}
