package acceptbench.results.compare;

import acceptbench.results.run.Environment;
import acceptbench.results.run.Run;
import acceptbench.results.text.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What differs between two runs beside what they measured.
///
/// @param barriers differences that make the figures say nothing about each other
/// @param notes differences that a reader should know
public record Obstacles(List<String> barriers, List<String> notes) {
  /// Between two parts of a run.
  static final Obstacles NONE = new Obstacles(List.of(), List.of());

  /// Facts that must be the same, by the beginning of their path.
  private static final List<String> MUST_MATCH = List.of("kernel.", "cpu.", "network");

  /// The names that users give them.
  static final List<String> ACROSS =
      MUST_MATCH.stream().map(path -> path.replace(".", "")).toList();

  /// Facts that differ between any two runs, or don't matter.
  private static final Set<String> IGNORED =
      Set.of(
          "startedAt", "finishedAt", "command", "cells.planned", "cells.measured", "versions.jmh");

  /// What differs.
  ///
  /// @param across barriers that the user wants to be ignored, as [CompareOptions] has them
  public static Obstacles between(Run base, Run candidate, Set<String> across) {
    List<String> barriers = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Run run : List.of(base, candidate)) {
      if (run.environment().facts().isEmpty()) {
        notes.add(run.name() + " has no environment.json: whether the machines match is not known");
      }
    }
    if (notes.isEmpty()) {
      compareFacts(base.environment(), candidate.environment(), across, barriers, notes);
    }
    String from = jmhVersions(base);
    String to = jmhVersions(candidate);
    if (!from.equals(to)) {
      notes.add("JMH: %s, then %s".formatted(shown(from), shown(to)));
    }
    return new Obstacles(barriers, notes);
  }

  /// As the cells say; several where runs were joined.
  private static String jmhVersions(Run run) {
    return run.cells().stream()
        .map(cell -> cell.harness().jmhVersion())
        .distinct()
        .sorted()
        .collect(Collectors.joining(" and "));
  }

  private static void compareFacts(
      Environment base,
      Environment candidate,
      Set<String> across,
      List<String> barriers,
      List<String> notes) {
    Set<String> paths = new TreeSet<>(base.facts().keySet());
    paths.addAll(candidate.facts().keySet());
    paths.removeAll(IGNORED);
    for (String path : paths) {
      String from = base.fact(path);
      String to = candidate.fact(path);
      if (from.equals(to)) {
        continue;
      }
      String difference = "%s: %s, then %s".formatted(path, shown(from), shown(to));
      boolean barrier = MUST_MATCH.stream().anyMatch(path::startsWith);
      if (barrier && !across.contains(path.split("\\.", 2)[0])) {
        barriers.add(difference);
      } else {
        notes.add(difference);
      }
    }
  }

  private static String shown(String value) {
    return value.isEmpty() ? "not known" : OneLine.of(value);
  }
}
