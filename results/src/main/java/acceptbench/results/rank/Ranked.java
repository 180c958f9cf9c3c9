package acceptbench.results.rank;

import acceptbench.results.statistics.Groups;
import acceptbench.results.statistics.Spread;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleFunction;

/// One contender's place.
///
/// @param name the contender's
/// @param rank 1 is best; those who can't be told apart share one. 0 where nobody can be ranked, or
///     this one was not measured
/// @param launches how many launches measured it
/// @param spread the median over launches and its interval, as they were measured
/// @param groups where the launches fall into two
/// @param worseThan those who are better by the test; as many as the rank says
public record Ranked(
    String name,
    int rank,
    int launches,
    Spread spread,
    Optional<Groups> groups,
    Set<String> worseThan) {
  public Ranked {
    worseThan = Set.copyOf(worseThan);
  }

  /// The median; both groups where the launches fall into two, as it may be what none of them had.
  ///
  /// @param format how a value is written
  public String typical(DoubleFunction<String> format) {
    return groups.map(two -> two.text(format)).orElseGet(() -> format.apply(spread.median()));
  }
}
