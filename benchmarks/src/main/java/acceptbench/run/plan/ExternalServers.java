package acceptbench.run.plan;

import acceptbench.bench.server.Target;
import acceptbench.kernel.ListenerWatch;
import acceptbench.launch.UserError;
import acceptbench.linux.socket.Endpoint;
import acceptbench.linux.socket.ListenerSocket;
import acceptbench.load.ServerSight;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The servers that `strategy=external` names: they are there before anything is measured, with the
/// backlog that they have.
public final class ExternalServers {
  /// A server that pauses for its garbage has gone on by then.
  private static final int PATIENCE_MILLIS = 5_000;

  private static final String ENTER =
      "run this there: nsenter -t PID -n, with the PID of a process of the container";

  private ExternalServers() {}

  /// Looks for the server of each external cell. The cell's address becomes the one at which it is
  /// reached. If the user has not named a backlog, the kernel's answer is taken, and cells that
  /// differ only in the backlogs of the annotation become one cell.
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
      Endpoint server = Target.parse(target(cell));
      int backlog = effectiveBacklog(server);
      PlannedCell there = with(cell, "address", server.address(0).toString());
      cells.add(backlogNamed ? there : with(there, "backlog", Integer.toUnsignedString(backlog)));
    }
    return new Plan(plan.options(), List.copyOf(cells), plan.leftOut());
  }

  private static String target(PlannedCell cell) {
    return cell.parameters().getOrDefault("target", "");
  }

  private static PlannedCell with(PlannedCell cell, String parameter, String value) {
    Map<String, String> parameters = new LinkedHashMap<>(cell.parameters());
    parameters.replace(parameter, value);
    return new PlannedCell(cell.entry(), cell.mode(), parameters);
  }

  private static int effectiveBacklog(Endpoint server) throws UserError, IOException {
    try (ListenerWatch watch = new ListenerWatch(server)) {
      List<ListenerSocket> listeners = watch.listeners();
      if (!listeners.isEmpty()) return listeners.getFirst().effectiveBacklog();
    }
    throw UserError.unavailable(
        "nothing listens on %s in this network namespace; a container's port may be published from another one, where its queue can't be seen: %s"
            .formatted(server, ENTER));
  }

  /// Connects once to each external server, before it is measured.
  ///
  /// @throws UserError where its connections end elsewhere, so that neither its queue nor its
  ///     ghosts can be seen, and the load might even reach another machine; or where nobody accepts
  public static void checkInSight(Plan plan) throws UserError, IOException {
    Set<Endpoint> servers = new LinkedHashSet<>();
    for (PlannedCell cell : plan.cells())
      if (Plan.isExternal(cell)) servers.add(Target.parse(target(cell)));
    for (Endpoint server : servers) checkInSight(server);
  }

  private static void checkInSight(Endpoint server) throws UserError, IOException {
    try (ServerSight sight = new ServerSight(server);
        ListenerWatch watch = new ListenerWatch(server)) {
      switch (sight.look(PATIENCE_MILLIS)) {
        case ACCEPTED -> {}
        case ELSEWHERE ->
            throw UserError.unavailable(
                "connections to %s end at no socket of this network namespace: address translation (a container's published port), routing or a proxy takes them elsewhere, where the server's queue and its ghosts can't be seen; %s"
                    .formatted(server, ENTER));
        case NOBODY_ACCEPTS ->
            throw UserError.unavailable(
                "nobody accepts connections on %s: %d wait in the accept queue%s"
                    .formatted(
                        server,
                        watch.queued(),
                        watch.isFull()
                            ? ", which is full"
                            : ", one of them for " + PATIENCE_MILLIS / 1000 + " s"));
        case NO_ANSWER ->
            throw UserError.unavailable(
                "no answer from %s to a SYN within %d s, though its accept queue has room: a packet filter?"
                    .formatted(server, PATIENCE_MILLIS / 1000));
      }
    }
  }
}
