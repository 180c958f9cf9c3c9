package acceptbench.results.finding;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Metric;
import acceptbench.results.run.Scenario;
import acceptbench.results.statistics.Holm;
import acceptbench.results.statistics.Trend;
import acceptbench.results.text.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.apache.commons.statistics.descriptive.Median;

/// Whether client and server had settled when a cell was measured: what a connection costs them,
/// and how fast they come, neither rose nor fell from iteration to iteration of a launch.
///
/// All trends of a scenario are judged together, so that of 20 scenarios without a trend at most
/// one has a cell that is said to have one.
///
/// @param trends those that were found
/// @param looked how many cells had iterations enough to look at
/// @param tested how many trends were tested
/// @param smallestP the smallest corrected p that could have come out
public record Settled(List<Found> trends, int looked, int tested, double smallestP) {
  private static final double FALSE_ALARMS = 0.05;

  private static final Map<String, DoubleFunction<String>> SIGNS = signs();

  /// A trend of a metric in a cell.
  ///
  /// @param from the median over launches of their first iterations, with its unit
  /// @param to the same of the last ones
  public record Found(Cell cell, String metric, boolean rises, String from, String to, double p) {}

  private record Tested(Cell cell, String metric, Trend trend) {}

  public Settled {
    trends = List.copyOf(trends);
  }

  private static Map<String, DoubleFunction<String>> signs() {
    Map<String, DoubleFunction<String>> signs = new LinkedHashMap<>();
    signs.put("server.cpuPerAccept", Figures::micros);
    signs.put("rate.achieved", Figures::count);
    signs.put("client.look", Figures::micros);
    return signs;
  }

  /// Looks at the launches that kept their schedule.
  public static Settled of(Scenario scenario) {
    List<Tested> all = new ArrayList<>();
    for (Cell cell : scenario.cells()) {
      for (String metric : SIGNS.keySet()) {
        Trend trend = Trend.of(iterations(cell, metric));
        if (trend.smallestP() <= FALSE_ALARMS) all.add(new Tested(cell, metric, trend));
      }
    }
    double[] corrected = Holm.correct(all.stream().mapToDouble(one -> one.trend().p()).toArray());
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < corrected.length; i++)
      if (corrected[i] <= FALSE_ALARMS) found.add(found(all.get(i), corrected[i]));
    int looked = (int) all.stream().map(Tested::cell).distinct().count();
    double smallest =
        all.stream().mapToDouble(one -> one.trend().smallestP()).min().orElse(1) * all.size();
    return new Settled(found, looked, all.size(), smallest);
  }

  /// Whether any trend could have been seen in any cell.
  boolean canSee() {
    return tested > 0 && smallestP <= FALSE_ALARMS;
  }

  /// Whether nothing was found in the cell.
  public boolean is(Cell cell) {
    return trends.stream().noneMatch(found -> found.cell().equals(cell));
  }

  private static Found found(Tested tested, double p) {
    DoubleFunction<String> format = SIGNS.getOrDefault(tested.metric(), Figures::significant);
    List<double[]> launches = iterations(tested.cell(), tested.metric());
    double[] first = launches.stream().mapToDouble(launch -> launch[0]).toArray();
    double[] last = launches.stream().mapToDouble(launch -> launch[launch.length - 1]).toArray();
    return new Found(
        tested.cell(),
        tested.metric(),
        tested.trend().s() > 0,
        format.apply(Median.withDefaults().evaluate(first)),
        format.apply(Median.withDefaults().evaluate(last)),
        p);
  }

  /// The measured iterations of each launch that has several and kept its schedule.
  private static List<double[]> iterations(Cell cell, String name) {
    Metric metric = cell.metric(name);
    List<double[]> launches = new ArrayList<>();
    for (int launch = 0; launch < metric.iterations().size(); launch++) {
      double[] values =
          metric.iterations().get(launch).stream()
              .mapToDouble(Double::doubleValue)
              .filter(value -> !Double.isNaN(value))
              .toArray();
      if (values.length > 1 && cell.keptSchedule(launch)) launches.add(values);
    }
    return launches;
  }
}
