package acceptbench.results.history;

import acceptbench.results.compare.Obstacles;
import acceptbench.results.file.ResultsException;
import acceptbench.results.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Runs of one machine, the earliest first, and why others are not among them.
///
/// @param runs two or more, each with a name of its own
/// @param apart a line for each run that is left out
record RunsInTime(List<Run> runs, List<String> apart) {
  private static final String STARTED = "startedAt";

  /// The kernel is what may have changed.
  private static final Set<String> MAY_DIFFER = Set.of("kernel");

  /// Takes the runs of the machine that the latest one was made on.
  ///
  /// @param places runs' folders, or folders that hold some
  /// @param across what else may differ, as in [acceptbench.results.compare.CompareOptions]
  /// @throws IllegalArgumentException in one line, if there are no two such runs
  static RunsInTime of(List<Path> places, Set<String> across) throws IOException {
    List<String> apart = new ArrayList<>();
    List<Run> all = new ArrayList<>();
    Set<Path> folders = folders(places);
    for (Path folder : folders) read(folder, all, apart);
    all.sort(Comparator.comparing((Run run) -> run.environment().fact(STARTED)));
    Set<String> may = new HashSet<>(across);
    may.addAll(MAY_DIFFER);
    List<Run> kept = new ArrayList<>();
    for (Run run : all) {
      List<String> barriers = Obstacles.between(run, all.getLast(), may).barriers();
      if (barriers.isEmpty()) kept.add(run);
      else apart.add(run.name() + ": of another machine than the latest, " + barriers.getFirst());
    }
    if (kept.size() < 2)
      throw new IllegalArgumentException(
          "a history takes two runs of one machine, and there "
              + (folders.size() == 1 ? "is one run" : "are " + folders.size() + " runs")
              + (apart.isEmpty() ? "" : "; " + String.join("; ", apart)));
    return new RunsInTime(named(kept), apart);
  }

  private static Set<Path> folders(List<Path> places) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    for (Path place : places) {
      if (isRun(place)) {
        folders.add(place.toAbsolutePath().normalize());
        continue;
      }
      if (!Files.isDirectory(place)) throw new ResultsException(place, "no folder of runs");
      try (Stream<Path> children = Files.list(place)) {
        children
            .filter(RunsInTime::isRun)
            .sorted()
            .forEach(run -> folders.add(run.toAbsolutePath().normalize()));
      }
    }
    return folders;
  }

  private static boolean isRun(Path folder) {
    return Files.isRegularFile(folder.resolve("results.json"));
  }

  private static void read(Path folder, List<Run> all, List<String> apart) throws IOException {
    try {
      Run run = Run.readScores(folder);
      if (run.environment().fact(STARTED).isEmpty())
        apart.add(run.name() + ": its environment.json does not say when it was made");
      else all.add(run);
    } catch (ResultsException e) {
      apart.add(String.valueOf(e.getMessage()));
    }
  }

  /// Folders in several places may have the same name.
  private static List<Run> named(List<Run> runs) {
    Set<String> names = new HashSet<>();
    List<Run> named = new ArrayList<>();
    for (Run run : runs) {
      String name = run.name();
      for (int i = 2; !names.add(name); i++) name = run.name() + " #" + i;
      named.add(run.named(name));
    }
    return named;
  }
}
