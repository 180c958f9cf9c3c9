package acceptbench.run.plan;

import java.util.List;

/// What runs without arguments, with `--quick` and with `--full`, as JMH command lines. This is the
/// one place to tune them.
public final class StandardComparison {
  private static final String BURST = "^acceptbench\\.bench\\.BurstBenchmark\\.burst$";

  /// Under 5 minutes on 2 cores. Five launches are the fewest by which two strategies of a table
  /// can be told apart; at the first backlog some overflow, and at the second nobody does.
  static final List<String> STANDARD =
      List.of(
          "-p",
          "strategy=blocking,nio-selector,netty-epoll,fd-passing",
          "-p",
          "backlog=511,1024",
          "-f",
          "5",
          "-i",
          "1",
          BURST);

  /// About one minute. That is one launch of each cell, so it ranks nobody.
  static final List<String> QUICK =
      List.of(
          "-p",
          "strategy=blocking,nio-selector,netty-epoll,fd-passing",
          "-p",
          "backlog=128,1024",
          "-f",
          "1",
          "-i",
          "2",
          BURST);

  /// Every strategy, backlog and benchmark that the annotations name; without a handler's cost too,
  /// since the real programs burn none. Takes hours.
  static final List<String> FULL = List.of("-p", "handlerMicros=0,100", "-f", "5", ".*");

  private StandardComparison() {}
}
