package acceptbench.server.strategy;

import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.parameter.StallKind;
import acceptbench.server.strategy.framework.FrameworkServer;
import acceptbench.server.strategy.program.CommandServer;
import acceptbench.server.strategy.program.ProgramServer;
import java.util.Optional;

/// What a strategy can't do, by its traits: the real programs burn no CPU time, except in handlers
/// of ours, can't be kept busy, and defer accepting by a time of their own; a strategy that calls
/// listen(2) itself needs a number for it.
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
    Optional<String> undeferred = undeferred(strategy, config.deferAccept());
    if (undeferred.isPresent()) return undeferred;
    Optional<String> unstarvable = strategy.unstarvable();
    if (config.stallKind() == StallKind.DESCRIPTORS && unstarvable.isPresent())
      return Optional.of(
          "%s %s: stallKind may not be descriptors".formatted(strategy, unstarvable.orElseThrow()));
    if (strategy.has(Trait.NAMED_BY_USER))
      return Optional.ofNullable(CommandServer.refusal(config));
    if (!strategy.isProgram()) return Optional.empty();
    return Optional.ofNullable(
        strategy.has(Trait.OUR_HANDLER)
            ? FrameworkServer.refusal(strategy.label(), config)
            : ProgramServer.refusal(strategy.label(), config));
  }

  private static Optional<String> undeferred(AcceptStrategy strategy, int seconds) {
    if (seconds == 0) return Optional.empty();
    if (!strategy.has(Trait.DEFERS_ACCEPT))
      return Optional.of(
          strategy + " can't set TCP_DEFER_ACCEPT on its listener: deferAccept has to be 0");
    int own = strategy.ownDeferral().orElse(seconds);
    return seconds == own
        ? Optional.empty()
        : Optional.of(
            "%s sets TCP_DEFER_ACCEPT to %d s and nothing else: deferAccept has to be 0 or %d"
                .formatted(strategy, own, own));
  }
}
