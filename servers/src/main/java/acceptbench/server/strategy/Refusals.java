package acceptbench.server.strategy;

import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.framework.FrameworkServer;
import acceptbench.server.strategy.program.CommandServer;
import acceptbench.server.strategy.program.ProgramServer;
import java.util.Optional;

/// What a strategy can't do, by its traits: the real programs burn no CPU time, but in handlers of
/// ours, and can't be kept busy; who calls listen(2) itself needs a number for it.
final class Refusals {
  private Refusals() {}

  /// Why it can't, in one line; nothing where it can.
  ///
  /// @throws IllegalArgumentException where the user's own command is wrong in itself
  static Optional<String> of(AcceptStrategy strategy, ServerConfig config) {
    if (strategy.has(Trait.NO_DEFAULT_BACKLOG) && config.backlog().isDefault())
      return Optional.of(
          strategy + " calls listen(2) itself, which has no default: backlog has to be a number");
    if (strategy.has(Trait.NO_NEGATIVE_BACKLOG) && config.backlog().number().orElse(0) < 0)
      return Optional.of(strategy + " takes no backlog below 0");
    if (strategy.has(Trait.ONE_OR_ALL) && config.acceptBatch().isNumber())
      return Optional.of(
          strategy + " accepts one per wake-up or all: acceptBatch has to be usual, one or all");
    if (!strategy.has(Trait.DEFERS_ACCEPT) && config.deferAccept() > 0)
      return Optional.of(
          strategy + " can't set TCP_DEFER_ACCEPT on its listener: deferAccept has to be 0");
    if (strategy.has(Trait.NAMED_BY_USER))
      return Optional.ofNullable(CommandServer.refusal(config));
    if (!strategy.isProgram()) return Optional.empty();
    return Optional.ofNullable(
        strategy.has(Trait.OUR_HANDLER)
            ? FrameworkServer.refusal(strategy.label(), config)
            : ProgramServer.refusal(strategy.label(), config));
  }
}
