package acceptbench.results.run;

import static java.util.stream.Collectors.joining;

import acceptbench.results.file.Meanwhile;
import acceptbench.results.file.ResultsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What one run says: its cells and its environment.
///
/// @param name the name of the run's folder, or of its file
/// @param source the folder or the file it was read from
/// @param laws the laws that were checked beside it (`laws.json`); often none
/// @param reference the same work done by something else (`reference.json`); often none
public record Run(
    String name,
    Path source,
    List<Cell> cells,
    Environment environment,
    List<CheckedLaw> laws,
    Reference reference) {
  private static final int REASONS_SHOWN = 3;
  private static final String HISTOGRAMS = "histograms.hlog";

  public Run {
    cells = List.copyOf(cells);
    laws = List.copyOf(laws);
  }

  /// Reads a run's folder, with all that a report shows: `results.json` and, where they are there,
  /// `environment.json`, `histograms.hlog`, `depth.jsonl`, `laws.json` and `reference.json`; or a
  /// file of JMH's JSON from elsewhere.
  ///
  /// @throws ResultsException if that is not what is there
  public static Run read(Path source) throws IOException {
    if (!Files.isDirectory(source)) return readScores(source);
    Path histogramFile = source.resolve(HISTOGRAMS);
    Path depthFile = source.resolve("depth.jsonl");
    Meanwhile<Histograms> histograms =
        Meanwhile.reading(histogramFile, () -> Histograms.read(histogramFile));
    Meanwhile<QueueDepths> depths = Meanwhile.reading(depthFile, () -> QueueDepths.read(depthFile));
    Run run = readScores(source);
    return run.of(depths.get().attach(histograms.get().refine(run.cells)));
  }

  /// Reads the same without the histograms and the depths over time, which take most of the space
  /// and are not needed for scores, percentiles and counts.
  ///
  /// @throws ResultsException as [#read]
  public static Run readScores(Path source) throws IOException {
    if (!Files.isDirectory(source)) {
      return new Run(
          nameOf(source),
          source,
          cells(source, Environment.UNKNOWN),
          Environment.UNKNOWN,
          List.of(),
          Reference.NONE);
    }
    Environment environment = EnvironmentJson.read(source.resolve("environment.json"));
    return new Run(
        nameOf(source),
        source,
        cells(source.resolve("results.json"), environment),
        environment,
        LawsJson.read(source.resolve("laws.json")),
        ReferenceJson.read(source.resolve("reference.json")));
  }

  /// A cell that is there twice, as where files were put together, is one that has the forks of
  /// both.
  private static List<Cell> cells(Path file, Environment environment) throws IOException {
    List<Cell> cells = JmhJson.read(file);
    if (!cells.isEmpty()) return once(file, cells);
    List<String> reasons =
        environment.failed().stream().map(Environment.Failed::reason).distinct().toList();
    String failed =
        reasons.isEmpty()
            ? ""
            : "; %d failed: ".formatted(environment.failed().size())
                + reasons.stream().limit(REASONS_SHOWN).collect(joining("; "));
    throw new ResultsException(file, "an empty array: no benchmark has a result" + failed);
  }

  private static List<Cell> once(Path file, List<Cell> cells) throws ResultsException {
    try {
      return Joint.cells(cells.stream());
    } catch (IllegalArgumentException e) {
      throw new ResultsException(file, "a cell is there twice: " + e.getMessage());
    }
  }

  /// Several runs of the same thing as one, which has the forks of all. Environment and laws are
  /// the first one's.
  ///
  /// @throws IllegalArgumentException if a cell was measured with other options
  public static Run joined(List<Run> runs) {
    Run first = runs.getFirst();
    String name = "%s and %d more".formatted(first.name, runs.size() - 1);
    return first.of(Joint.cells(runs.stream().flatMap(run -> run.cells().stream()))).named(name);
  }

  /// The same run with those of its cells alone.
  public Run withCells(Predicate<Cell> which) {
    return of(cells.stream().filter(which).toList());
  }

  /// The same run without the launches in which the client fell behind its schedule, in all cells
  /// for which the run's histograms tell what the other launches measured.
  ///
  /// @throws ResultsException if those are no histograms
  public Run onSchedule() throws IOException {
    return of(KeptLaunches.of(cells, source.resolve(HISTOGRAMS)));
  }

  private Run of(List<Cell> refined) {
    return new Run(name, source, refined, environment, laws, reference);
  }

  /// The same run under another name.
  public Run named(String newName) {
    return new Run(newName, source, cells, environment, laws, reference);
  }

  private static String nameOf(Path source) {
    Path name = source.toAbsolutePath().normalize().getFileName();
    return name == null ? source.toString() : name.toString();
  }

  /// The cells by benchmark and by everything but strategy and backlog, in the file's order.
  public List<Scenario> scenarios() {
    Map<Scenario.Key, List<Cell>> groups = new LinkedHashMap<>();
    for (Cell cell : cells) {
      groups.computeIfAbsent(Scenario.Key.of(cell), _ -> new ArrayList<>()).add(cell);
    }
    List<Scenario> scenarios = new ArrayList<>();
    groups.forEach((key, members) -> scenarios.add(new Scenario(key, members)));
    return scenarios;
  }

  /// The strategies in the order in which they were measured; this order gives each its colour.
  public List<String> strategies() {
    return cells.stream().filter(Cell::isAcceptCell).map(Cell::strategy).distinct().toList();
  }
}
