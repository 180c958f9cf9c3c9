package acceptbench.results.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Leaves launches in which the client fell behind its schedule out of their cells: what they
/// measured is the limit of the client, and one of them can be all that is seen of a cell's 99th
/// percentile. Scores are made anew from JMH's values of each iteration, percentiles from the
/// histograms of the other launches.
///
/// A cell stays as it is where there are no other launches, or where the histograms are not those
/// of its percentiles.
final class KeptLaunches {
  private final Histograms all;
  private final Histograms kept;

  private KeptLaunches(Histograms all, Histograms kept) {
    this.all = all;
    this.kept = kept;
  }

  /// The cells, each without such launches.
  ///
  /// @param file the run's log of histograms, which need not be there
  /// @throws ResultsException if it is there and is no such log
  static List<Cell> of(List<Cell> cells, Path file) throws IOException {
    Map<String, Cell> mixed = new HashMap<>();
    for (Cell cell : cells) if (isMixed(cell)) mixed.put(cell.tag(), cell);
    if (mixed.isEmpty()) return cells;
    Histograms all = Histograms.read(file, launch -> mixed.containsKey(launch.cell()));
    Set<Histograms.Launch> kept = new HashSet<>();
    mixed.forEach((tag, cell) -> kept.addAll(kept(cell, all.launches(tag))));
    KeptLaunches launches = new KeptLaunches(all, Histograms.read(file, kept::contains));
    return cells.stream().map(cell -> isMixed(cell) ? launches.onlyIn(cell) : cell).toList();
  }

  private static boolean isMixed(Cell cell) {
    return cell.launchesBehind() > 0 && cell.launchesBehind() < cell.launchCount();
  }

  /// Those that kept the schedule, where the log has as many launches as JMH's file.
  private static Set<Histograms.Launch> kept(Cell cell, List<Histograms.Launch> launches) {
    Set<Histograms.Launch> kept = new HashSet<>();
    if (launches.size() != cell.launchCount()) return kept;
    for (int i = 0; i < launches.size(); i++) if (cell.keptSchedule(i)) kept.add(launches.get(i));
    return kept;
  }

  private Cell onlyIn(Cell cell) {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    for (Map.Entry<String, Metric> each : cell.secondary().entrySet()) {
      String name = each.getKey();
      Metric metric = each.getValue();
      Metric some = metric.of(cell::keptSchedule);
      if (name.equals(Cell.SCHEDULE_KEPT)) some = metric;
      if (metric.isDistribution(name) && metric.isMeasured()) {
        Histograms.Curves whole = all.of(cell).get(name);
        Histograms.Curves rest = kept.of(cell).get(name);
        if (whole == null || rest == null || !whole.agreeWith(metric)) return cell;
        some = some.with(rest);
      }
      metrics.put(name, some);
    }
    return cell.onSchedule(cell.primary().of(cell::keptSchedule), metrics);
  }
}
