package acceptbench.results;

import acceptbench.results.chart.Chart;
import acceptbench.results.file.AtomicFile;
import acceptbench.results.history.History;
import acceptbench.results.history.HistoryCharts;
import acceptbench.results.history.HistoryTables;
import acceptbench.results.rank.Figure;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Grid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Runs of one machine in the order of time: text for a terminal, and a page.
public final class HistoryReport {
  private final History history;

  private HistoryReport(History history) {
    this.history = history;
  }

  /// Reads the runs.
  ///
  /// @param places runs' folders, or folders that hold some
  /// @param across what may differ beside the kernel: `cpu`, `network`
  /// @throws IllegalArgumentException in one line, if there is nothing to be shown
  public static HistoryReport of(List<Path> places, Set<String> across) throws IOException {
    return new HistoryReport(History.of(places, across));
  }

  /// What is left out, a line each.
  public List<String> apart() {
    return history.apart();
  }

  /// A scenario on the page.
  record Block(String id, String name, String constants, List<Chart> charts) {}

  /// For a terminal.
  public String toText() {
    StringBuilder text = new StringBuilder(HistoryTables.runs(history).toText());
    for (History.InTime scenario : history.scenarios()) {
      for (Figure figure : scenario.figures().keySet()) {
        Grid grid = HistoryTables.of(history, scenario, figure);
        text.append("\n%s, %s\n".formatted(title(scenario.scenario()), figure.label()));
        text.append(grid.toText());
      }
    }
    if (history.scenarios().stream().allMatch(scenario -> scenario.figures().isEmpty()))
      text.append("\nNothing was measured by two of these runs")
          .append("; launches that were off schedule do not count.\n");
    return text.append('\n').append(HistoryTables.NOTE).append('\n').toString();
  }

  private String title(Scenario scenario) {
    return ScenarioTitle.of(
        scenario, history.scenarios().stream().map(History.InTime::scenario).toList());
  }

  /// Writes `history.html` into the folder.
  ///
  /// @return the file
  public Path write(Path folder) throws IOException {
    Path page = folder.resolve("history.html");
    Files.createDirectories(folder);
    AtomicFile.write(Map.of(page, AtomicFile.text(toHtml())));
    return page;
  }

  /// One page that needs no other file.
  public String toHtml() {
    List<Block> blocks = new ArrayList<>();
    for (History.InTime scenario : history.scenarios()) {
      String id = "h" + (blocks.size() + 1);
      blocks.add(
          new Block(
              id,
              title(scenario.scenario()),
              ConstantParameters.of(scenario.scenario(), history.runs().getLast().environment())
                  .line(),
              HistoryCharts.of(id + "-", scenario, history)));
    }
    List<Chart> charts = blocks.stream().flatMap(block -> block.charts().stream()).toList();
    Map<String, Object> context =
        Map.of(
            "title",
            "acceptbench: history of " + history.runs().size() + " runs",
            "subtitle",
            "Cells that several runs of one machine have in common, the earliest run first.",
            "runs",
            HistoryTables.runs(history),
            "note",
            HistoryTables.NOTE,
            "hasApart",
            !history.apart().isEmpty(),
            "apart",
            history.apart(),
            "blocks",
            blocks);
    return Html.page("history", context, charts);
  }
}
