package acceptbench.results.rank;

import acceptbench.results.statistics.Groups;
import acceptbench.results.statistics.Spread;
import java.util.Optional;

/// One contender's place.
///
/// @param name the contender's
/// @param rank 1 is best; those who can't be told apart share one. 0 where nobody can be ranked, or
///     this one was not measured
/// @param launches how many launches measured it
/// @param spread the median over launches and its interval, as they were measured
/// @param groups where the launches fall into two
public record Ranked(String name, int rank, int launches, Spread spread, Optional<Groups> groups) {}
