package acceptbench.results;

import acceptbench.results.chart.Chart;
import acceptbench.results.chart.Charts;
import acceptbench.results.chart.Detail;
import acceptbench.results.chart.Panel;
import acceptbench.results.chart.RetrySteps;
import acceptbench.results.chart.ScoreChart;
import acceptbench.results.file.AtomicFile;
import acceptbench.results.finding.Findings;
import acceptbench.results.run.Run;
import acceptbench.results.run.Scenario;
import acceptbench.results.table.CellMarks;
import acceptbench.results.table.CellTable;
import acceptbench.results.table.EnvironmentFacts;
import acceptbench.results.table.MainTable;
import acceptbench.results.table.OfferedRate;
import acceptbench.results.table.RankTables;
import acceptbench.results.text.Grid;
import acceptbench.results.text.OneLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A run's report, made from the files of its folder alone, on any machine.
public final class Report {
  /// Scenarios that are shown at once; the others when the reader opens them.
  private static final int UNFOLDED = 3;

  private Report() {}

  /// Writes `report.md` and `report.html` into the run's folder, from its `results.json` and, where
  /// they are there, its other files. Both are there whole, or what was there before stays.
  ///
  /// @throws acceptbench.results.file.ResultsException if a file is not what it should be; its
  ///     message is one line that names file and place
  /// @throws IOException if the folder can't be read or written
  public static void write(Path runFolder) throws IOException {
    write(runFolder, runFolder, ReportOptions.PAGES_ONLY);
  }

  /// Writes the report of a run's folder, or of a file of JMH's JSON, into any folder.
  ///
  /// @return what was written
  /// @throws acceptbench.results.file.ResultsException as [#write(Path)]
  public static List<Path> write(Path source, Path outputFolder, ReportOptions options)
      throws IOException {
    Run run = Run.read(source).onSchedule();
    Page page = page(run);
    Map<Path, byte[]> files = new LinkedHashMap<>();
    files.put(outputFolder.resolve("report.md"), AtomicFile.text(page.toMarkdown()));
    files.put(outputFolder.resolve("report.html"), AtomicFile.text(page.toHtml()));
    if (options.csv()) {
      files.put(outputFolder.resolve("cells.csv"), AtomicFile.text(CellsCsv.of(run)));
    }
    if (options.image()) {
      MainChartImage.of(run).ifPresent(png -> files.put(outputFolder.resolve("chart.png"), png));
    }
    Files.createDirectories(outputFolder);
    AtomicFile.write(files);
    return List.copyOf(files.keySet());
  }

  /// Whether [#into] would do, before a report is written.
  ///
  /// @throws acceptbench.results.file.ResultsException as there
  public static void checkInto(Path source, Path reportFolder, Path document) throws IOException {
    Extract.check(Run.readScores(source).onSchedule(), reportFolder, document);
  }

  /// Puts the run's main table, and its chart where there is an image of it, into a Markdown file:
  /// between its lines `<!-- main table -->` and `<!-- end of main table -->`.
  ///
  /// @param reportFolder where the run's report is, for the links
  /// @throws acceptbench.results.file.ResultsException if the file has no such lines, or the run no
  ///     strategies at several backlogs
  public static void into(Path source, Path reportFolder, Path document) throws IOException {
    Extract.write(Run.readScores(source).onSchedule(), reportFolder, document);
  }

  /// The run's tables as plain text for a terminal: one for each benchmark and combination of the
  /// parameters other than strategy and backlog. Above it stand those that are not at their
  /// defaults and the rate of arrivals, below it what the marks mean and who is better.
  ///
  /// @throws ResultsException as [#write]
  public static String table(Path runFolder) throws IOException {
    Run run = Run.readScores(runFolder).onSchedule();
    StringBuilder text = new StringBuilder();
    List<Scenario> scenarios = run.scenarios();
    for (Scenario scenario : scenarios) {
      text.append(text.isEmpty() ? "" : "\n");
      text.append(OneLine.of(ScenarioTitle.of(scenario, scenarios))).append('\n');
      String constants = ConstantParameters.of(scenario, run.environment()).line();
      if (!constants.isEmpty()) text.append(constants).append('\n');
      OfferedRate rate = OfferedRate.of(scenario);
      if (rate.isKnown()) text.append(rate.inFull()).append('\n');
      Grid table = CellTable.of(scenario, new CellMarks(scenario));
      text.append('\n').append(table.toText());
      List<String> below = new ArrayList<>(CellMarks.legend(List.of(table)));
      Findings.ranks(scenario).sentences().forEach(sentence -> below.add(sentence.toText()));
      if (!below.isEmpty()) text.append('\n');
      below.forEach(line -> text.append(OneLine.of(line)).append('\n'));
    }
    return text.toString();
  }

  static Page page(Run run) {
    List<String> strategies = run.strategies();
    List<Page.Block> blocks = new ArrayList<>();
    List<Scenario> scenarios = run.scenarios();
    for (Scenario scenario : scenarios) {
      String title = ScenarioTitle.of(scenario, scenarios);
      blocks.add(block(run, scenario, title, strategies, blocks.size()));
    }
    return new Page(
        "acceptbench: " + run.name(),
        Subtitle.of(run),
        run,
        blocks,
        Findings.notMeasured(run),
        EnvironmentFacts.of(run));
  }

  private static Page.Block block(
      Run run, Scenario scenario, String title, List<String> strategies, int index) {
    String id = "s" + (index + 1);
    String idPrefix = id + "-";
    List<Chart> charts =
        scenario.key().accept() && !scenario.drains()
            ? Charts.of(
                Panel.of(
                    idPrefix,
                    scenario,
                    strategies,
                    RetrySteps.of(run.environment()),
                    Detail.forCells(run.cells().size())))
            : List.of(ScoreChart.of(idPrefix, scenario));
    CellMarks marks = new CellMarks(scenario);
    return new Page.Block(
        id,
        title,
        index >= UNFOLDED,
        scenario,
        Findings.of(scenario),
        MainTable.of(scenario, marks),
        RankTables.of(scenario),
        CellTable.of(scenario, marks),
        ConstantParameters.of(scenario, run.environment()),
        charts);
  }
}
