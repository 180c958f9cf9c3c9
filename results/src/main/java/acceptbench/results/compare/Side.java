package acceptbench.results.compare;

import acceptbench.results.run.Run;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One side of a comparison: a run, or several of the same thing whose forks are taken together.
///
/// If the runs of both sides were made in turn, what the machine did meanwhile happened to both: it
/// shows as variation and not as a difference.
public final class Side {
  private Side() {}

  /// Takes runs together.
  ///
  /// @param across what may differ between them, as [CompareOptions] has it
  /// @throws IllegalArgumentException if they differ in something else that makes figures say
  ///     nothing about each other, or one is there twice
  public static Run of(List<Run> runs, Set<String> across) {
    Run first = runs.getFirst();
    Set<Path> sources = new HashSet<>();
    for (Run run : runs) {
      if (!sources.add(run.source().toAbsolutePath().normalize())) {
        throw new IllegalArgumentException(run.name() + " is named twice: its forks count once");
      }
    }
    for (Run other : runs) {
      List<String> barriers = Obstacles.between(first, other, across).barriers();
      if (!barriers.isEmpty()) {
        throw new IllegalArgumentException(
            "%s and %s can't be taken together; they differ in %s"
                .formatted(first.name(), other.name(), barriers.getFirst()));
      }
    }
    return runs.size() == 1 ? first : Run.joined(runs);
  }
}
