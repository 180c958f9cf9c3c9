package acceptbench.run.plan;

import acceptbench.bench.server.ServerParameters;
import acceptbench.bench.server.Target;
import acceptbench.launch.UserError;
import acceptbench.linux.socket.Ipv6;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.server.strategy.Trait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The `strategy` parameter, and the catalogue it chooses from.
public final class Strategies {
  public static final String PARAMETER = "strategy";

  /// Stands for the whole catalogue, so that no annotation has to list it.
  static final String ALL = "all";

  private Strategies() {}

  /// The catalogue, without the user's own programs and servers.
  public static List<String> labels() {
    return Arrays.stream(AcceptStrategy.values())
        .filter(strategy -> !strategy.has(Trait.NAMED_BY_USER))
        .map(AcceptStrategy::label)
        .toList();
  }

  /// What `-p strategy=` may name: the catalogue, a program of the user's, and a server that is
  /// there already.
  public static List<String> known() {
    List<String> known = new ArrayList<>(labels());
    known.add(AcceptStrategy.COMMAND.label());
    known.add(ServerParameters.EXTERNAL);
    return known;
  }

  /// Why a cell can't be measured, in one line.
  ///
  /// @param isTheMachines whether this machine lacks something; else the strategy can't do what is
  ///     asked of it
  record Reason(String text, boolean isTheMachines) {}

  /// Why a cell can't be measured; empty where it can.
  ///
  /// @throws UserError if the cell's parameters are wrong
  static Optional<Reason> reasonToLeaveOut(PlannedCell cell) throws UserError {
    Map<String, String> parameters = cell.parameters();
    String label = parameters.get(PARAMETER);
    if (label == null) return Optional.empty();
    try {
      if (ServerParameters.isExternal(label)) {
        Target.parse(parameters.getOrDefault("target", ""));
        return Optional.empty();
      }
      AcceptStrategy strategy = AcceptStrategy.named(label);
      ServerConfig config = config(parameters);
      // No strategy can do without it.
      Optional<String> family = Ipv6.missingFor(config.address());
      if (family.isPresent()) throw UserError.unavailable(family.get());
      boolean ofOurs = parameters.getOrDefault("serverJvm", "default").equals("default");
      if (strategy.has(Trait.NAMED_BY_USER) && !ofOurs)
        return Optional.of(
            new Reason("serverJvm is for our own servers' JVM: write it into the command", false));
      // What can't be asked of it can't be asked anywhere: whether it is here comes second.
      return strategy
          .refusal(config)
          .map(refusal -> new Reason(refusal, false))
          .or(() -> strategy.unavailable(config).map(missing -> new Reason(missing, true)));
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e);
    }
  }

  private static ServerConfig config(Map<String, String> parameters) {
    return ServerConfig.parse(
        ServerConfig.parameters().stream()
            .map(it -> it.name() + "=" + parameters.getOrDefault(it.name(), it.declared().usual()))
            .toList());
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
