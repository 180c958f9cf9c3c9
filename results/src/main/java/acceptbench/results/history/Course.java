package acceptbench.results.history;

import acceptbench.results.rank.Figure;
import acceptbench.results.run.Cell;
import acceptbench.results.statistics.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a figure of a cell went from run to run.
///
/// @param cell of the latest run that has it
/// @param points one for each run, in their order; empty where the run has not measured it
public record Course(Cell cell, Figure figure, List<Optional<Point>> points) {
  public Course {
    points = List.copyOf(points);
  }

  /// In one run.
  ///
  /// @param launches one value each, smallest first
  /// @param change against the run before that has one
  @SuppressWarnings("ArrayRecordComponent")
  public record Point(double[] launches, Change change) {
    Spread spread() {
      return Spread.of(launches);
    }
  }

  /// Whether a run is told apart from the one before it.
  public enum Change {
    /// It is the first.
    NONE_BEFORE(""),
    /// There are too few launches to tell.
    TOO_FEW(" ?"),
    SAME(""),
    WORSE(" worse"),
    BETTER(" better");

    private final String mark;

    Change(String mark) {
      this.mark = mark;
    }

    String mark() {
      return mark;
    }
  }

  /// Before it is known what changed.
  static Course of(Cell latest, Figure figure, List<Optional<Cell>> cells) {
    List<Optional<Point>> points =
        cells.stream()
            .map(cell -> cell.map(figure::values).filter(values -> values.length > 0))
            .map(values -> values.map(launches -> new Point(launches, Change.NONE_BEFORE)))
            .toList();
    return new Course(latest, figure, points);
  }

  /// How many runs measured it.
  long measured() {
    return points.stream().filter(Optional::isPresent).count();
  }

  /// The pairs of runs that are told apart or not: each with the one before it that measured it.
  List<int[]> steps() {
    List<int[]> steps = new ArrayList<>();
    int before = -1;
    for (int i = 0; i < points.size(); i++) {
      if (points.get(i).isEmpty()) continue;
      if (before >= 0) steps.add(new int[] {before, i});
      before = i;
    }
    return steps;
  }

  double[] launches(int run) {
    return points.get(run).orElseThrow().launches();
  }

  /// The same course, with what was found out about a run.
  Course with(int run, Change change) {
    List<Optional<Point>> changed = new ArrayList<>(points);
    changed.set(run, Optional.of(new Point(launches(run), change)));
    return new Course(cell, figure, changed);
  }
}
