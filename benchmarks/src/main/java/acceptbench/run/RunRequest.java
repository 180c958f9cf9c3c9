package acceptbench.run;

import acceptbench.results.limit.Limit;
import acceptbench.run.jmh.JmhArguments;
import acceptbench.run.plan.Share;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What a run is asked for.
///
/// @param title what the run is called
/// @param arguments JMH's, those of a preset included
/// @param results where the run is kept; empty for the default
/// @param resume the run to go on with; then its title and arguments count
/// @param seed of the order of launches, where it is given
/// @param share which rounds of the plan are measured
/// @param precision how narrow intervals have to be, as a share of their medians: rounds are added
///     until they are; empty: no rounds are added
/// @param limits what each cell has to keep to for the run to succeed
/// @param connections whether each connection is kept
/// @param dryRun only say what would be measured, and leave nothing behind
public record RunRequest(
    String title,
    JmhArguments arguments,
    Optional<Path> results,
    Optional<Path> resume,
    OptionalLong seed,
    Share share,
    OptionalDouble precision,
    List<Limit> limits,
    boolean connections,
    boolean dryRun) {}
