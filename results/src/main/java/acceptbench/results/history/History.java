package acceptbench.results.history;

import acceptbench.results.compare.CellKey;
import acceptbench.results.compare.DisjointParameters;
import acceptbench.results.rank.Figure;
import acceptbench.results.run.Cell;
import acceptbench.results.run.Run;
import acceptbench.results.run.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The cells that several runs of one machine have in common, run after run.
///
/// @param runs the earliest first
/// @param apart what is left out, a line each
/// @param scenarios of the latest run that has them; each shows those of its cells that another run
///     has too
public record History(List<Run> runs, List<String> apart, List<InTime> scenarios) {
  public History {
    runs = List.copyOf(runs);
    apart = List.copyOf(apart);
    scenarios = List.copyOf(scenarios);
  }

  /// A scenario in time.
  ///
  /// @param figures by figure the cells' courses
  public record InTime(Scenario scenario, Map<Figure, List<Course>> figures) {}

  /// Reads the runs and finds what they have in common.
  ///
  /// @param places runs' folders, or folders that hold some
  /// @param across what may differ beside the kernel, as in
  ///     [acceptbench.results.compare.CompareOptions]
  /// @throws IllegalArgumentException in one line, if there are no two runs of one machine, or no
  ///     cell is in two of them
  public static History of(List<Path> places, Set<String> across) throws IOException {
    RunsInTime found = RunsInTime.of(places, across);
    List<Run> runs = found.runs();
    Map<CellKey, List<Optional<Cell>>> cells = cells(runs);
    cells.values().removeIf(all -> all.stream().filter(Optional::isPresent).count() < 2);
    if (cells.isEmpty())
      throw new IllegalArgumentException(
          "no cell is in two of the runs"
              + DisjointParameters.between(runs.get(runs.size() - 2), runs.getLast()));
    List<String> apart = new ArrayList<>(found.apart());
    for (int i = 0; i < runs.size(); i++) apart.addAll(alone(runs, i, cells));
    return new History(runs, apart, scenarios(cells));
  }

  /// By cell, what each run has of it; what was measured with other options is another cell.
  private static Map<CellKey, List<Optional<Cell>>> cells(List<Run> runs) {
    Map<CellKey, Cell> latest = new LinkedHashMap<>();
    for (Run run : runs.reversed())
      for (Cell cell : run.cells()) latest.putIfAbsent(CellKey.of(cell, ""), cell);
    List<Map<CellKey, Cell>> each = new ArrayList<>();
    for (Run run : runs) {
      Map<CellKey, Cell> own = new LinkedHashMap<>();
      for (Cell cell : run.cells()) own.putIfAbsent(CellKey.of(cell, ""), cell);
      each.add(own);
    }
    Map<CellKey, List<Optional<Cell>>> cells = new LinkedHashMap<>();
    latest.forEach(
        (key, cell) -> {
          if (!cell.isAcceptCell()) return;
          cells.put(
              key,
              each.stream()
                  .map(own -> Optional.ofNullable(own.get(key)))
                  .map(one -> one.filter(it -> it.harness().asksTheSame(cell.harness())))
                  .toList());
        });
    return cells;
  }

  /// Says so of a run that has nothing in common with the others.
  private static List<String> alone(
      List<Run> runs, int number, Map<CellKey, List<Optional<Cell>>> cells) {
    if (cells.values().stream().anyMatch(all -> all.get(number).isPresent())) return List.of();
    Run run = runs.get(number);
    Run other = runs.get(number == runs.size() - 1 ? number - 1 : runs.size() - 1);
    return List.of(
        run.name() + ": no cell of it is in another run" + DisjointParameters.between(run, other));
  }

  private static List<InTime> scenarios(Map<CellKey, List<Optional<Cell>>> cells) {
    Map<Scenario.Key, List<CellKey>> groups = new LinkedHashMap<>();
    cells.forEach(
        (key, all) ->
            groups.computeIfAbsent(Scenario.Key.of(latest(all)), _ -> new ArrayList<>()).add(key));
    List<InTime> scenarios = new ArrayList<>();
    groups.forEach(
        (key, members) -> {
          Scenario scenario =
              new Scenario(key, members.stream().map(cells::get).map(History::latest).toList());
          scenarios.add(new InTime(scenario, figures(scenario, cells)));
        });
    return scenarios;
  }

  private static Cell latest(List<Optional<Cell>> all) {
    return all.stream().flatMap(Optional::stream).reduce((_, later) -> later).orElseThrow();
  }

  private static Map<Figure, List<Course>> figures(
      Scenario scenario, Map<CellKey, List<Optional<Cell>>> cells) {
    Map<Figure, List<Course>> figures = new LinkedHashMap<>();
    for (Figure figure : Figure.values()) {
      List<Course> courses = new ArrayList<>();
      for (Cell cell : scenario.cells()) {
        List<Optional<Cell>> all = cells.get(CellKey.of(cell, ""));
        if (all == null || !tells(figure, all)) continue;
        Course course = Course.of(cell, figure, all);
        if (course.measured() > 1) courses.add(course);
      }
      if (!courses.isEmpty()) figures.put(figure, Steps.judged(courses));
    }
    return figures;
  }

  /// Where nothing overflowed the time to connect is the client's own.
  private static boolean tells(Figure figure, List<Optional<Cell>> all) {
    return figure != Figure.CONNECT_P99
        || all.stream().flatMap(Optional::stream).anyMatch(Cell::overflowed);
  }
}
