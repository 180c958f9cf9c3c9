package acceptbench.results;

import acceptbench.results.chart.Chart;
import acceptbench.results.chart.Charts;
import acceptbench.results.chart.Detail;
import acceptbench.results.chart.Panel;
import acceptbench.results.chart.RetrySteps;
import acceptbench.results.chart.Subject;
import acceptbench.results.compare.Comparison;
import acceptbench.results.run.Cell;
import acceptbench.results.run.Run;
import acceptbench.results.run.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Charts with all runs of a comparison in each, scenario by scenario.
final class ComparedCharts {
  private static final int UNFOLDED = 3;

  private ComparedCharts() {}

  /// A scenario with the charts of all runs in it.
  record Block(String id, boolean folded, String name, String constants, List<Chart> charts) {}

  static List<Block> of(List<Comparison> comparisons) {
    List<Run> runs = new ArrayList<>(List.of(comparisons.getFirst().base()));
    comparisons.forEach(comparison -> runs.add(comparison.candidate()));
    Set<String> strategies = new LinkedHashSet<>();
    runs.forEach(run -> strategies.addAll(run.strategies()));
    List<Map<Scenario.Key, Scenario>> scenarios =
        runs.stream().map(ComparedCharts::scenariosByKey).toList();
    List<Block> blocks = new ArrayList<>();
    for (Scenario scenario : scenarios.getFirst().values()) {
      if (scenario.key().accept()) {
        String id = "s" + (blocks.size() + 1);
        Panel panel = panel(id + "-", scenario.key(), runs, scenarios, List.copyOf(strategies));
        blocks.add(
            new Block(
                id,
                blocks.size() >= UNFOLDED,
                ScenarioTitle.of(scenario, List.copyOf(scenarios.getFirst().values())),
                ConstantParameters.of(scenario, runs.getFirst().environment()).line(),
                Charts.of(panel)));
      }
    }
    return blocks;
  }

  private static Map<Scenario.Key, Scenario> scenariosByKey(Run run) {
    Map<Scenario.Key, Scenario> byKey = new LinkedHashMap<>();
    run.scenarios().forEach(scenario -> byKey.put(scenario.key(), scenario));
    return byKey;
  }

  private static Panel panel(
      String idPrefix,
      Scenario.Key key,
      List<Run> runs,
      List<Map<Scenario.Key, Scenario>> scenarios,
      List<String> strategies) {
    Set<String> backlogs = new LinkedHashSet<>();
    List<Subject> subjects = new ArrayList<>();
    for (String strategy : strategies) {
      for (int r = 0; r < runs.size(); r++) {
        Scenario scenario = scenarios.get(r).get(key);
        if (scenario == null) continue;
        List<Cell> cells =
            scenario.of(strategy).stream().filter(ComparedCharts::isOnSchedule).toList();
        if (!cells.isEmpty()) {
          backlogs.addAll(scenario.backlogs());
          subjects.add(
              new Subject(
                  strategy + " · " + shortName(runs, r),
                  "s" + strategies.indexOf(strategy),
                  r,
                  cells));
        }
      }
    }
    List<String> sorted = backlogs.stream().sorted(Scenario.BACKLOGS).toList();
    return new Panel(
        idPrefix,
        sorted,
        subjects,
        RetrySteps.of(runs.getFirst().environment()),
        Detail.forCells(runs.stream().mapToInt(run -> run.cells().size()).sum()));
  }

  /// Whether it shows the server and not the client: verdicts leave out launches that did not keep
  /// their schedule, too.
  private static boolean isOnSchedule(Cell cell) {
    return cell.launchesBehind() == 0 || cell.onScheduleOnly();
  }

  /// Short, as it is repeated for every series: the headings say which runs they are.
  private static String shortName(List<Run> runs, int index) {
    if (index == 0) {
      return "base";
    }
    return runs.size() == 2 ? "new" : runs.get(index).name();
  }
}
