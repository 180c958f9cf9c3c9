package acceptbench.results;

import acceptbench.results.chart.Chart;
import acceptbench.results.chart.Charts;
import acceptbench.results.chart.Detail;
import acceptbench.results.chart.Panel;
import acceptbench.results.chart.RetrySteps;
import acceptbench.results.chart.Subject;
import acceptbench.results.compare.CellLabels;
import acceptbench.results.compare.CompareOptions;
import acceptbench.results.compare.Comparison;
import acceptbench.results.compare.Difference;
import acceptbench.results.compare.Side;
import acceptbench.results.compare.Verdict;
import acceptbench.results.compare.Yardstick;
import acceptbench.results.run.Meanwhile;
import acceptbench.results.run.Run;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Grid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Runs against a base: Markdown for a pull request, HTML with all runs in each chart, JSON for
/// programs, text for a terminal.
public final class CompareReport {
  private static final int UNFOLDED = 3;

  private final List<Comparison> comparisons;

  private CompareReport(List<Comparison> comparisons) {
    this.comparisons = comparisons;
  }

  /// Compares each run with the base.
  ///
  /// @param base a run's folder, or a file of JMH's JSON
  /// @param candidates one or more of the same
  /// @throws acceptbench.results.run.ResultsException if a file is not what it should be
  public static CompareReport of(Path base, List<Path> candidates, CompareOptions options)
      throws IOException {
    return of(List.of(base), candidates.stream().map(List::of).toList(), options);
  }

  /// The same for sides of several runs each, as [Side] has it.
  ///
  /// @throws IllegalArgumentException if the runs of a side can't be taken together
  public static CompareReport of(
      List<Path> base, List<List<Path>> candidates, CompareOptions options) throws IOException {
    List<Meanwhile<List<Run>>> reading =
        candidates.stream().map(side -> Meanwhile.start(() -> read(side))).toList();
    Run first = Side.of(read(base), options.across());
    Set<String> names = new LinkedHashSet<>(Set.of(first.name()));
    List<Comparison> comparisons = new ArrayList<>();
    for (Meanwhile<List<Run>> candidate : reading) {
      Run run = Side.of(candidate.get(), options.across());
      // Files of the same name, or one run twice, are told apart by their place in the command.
      Run named = names.add(run.name()) ? run : run.named(run.name() + " #" + (names.size() + 1));
      names.add(named.name());
      checkKnown(options.metrics(), first, named);
      comparisons.add(Comparison.of(first, named, options));
    }
    return new CompareReport(comparisons);
  }

  private static void checkKnown(Set<String> metrics, Run base, Run candidate) {
    Set<String> known = new LinkedHashSet<>(Yardstick.names(base));
    known.addAll(Yardstick.names(candidate));
    for (String metric : metrics) {
      if (known.contains(metric)) continue;
      throw new IllegalArgumentException(
          "unknown metric '%s'; the runs have: %s".formatted(metric, String.join(", ", known)));
    }
  }

  private static List<Run> read(List<Path> side) throws IOException {
    List<Run> runs = new ArrayList<>();
    for (Path run : side) {
      runs.add(Run.readScores(run));
    }
    return runs;
  }

  public List<Comparison> comparisons() {
    return comparisons;
  }

  /// Whether any figure of any run is worse than the base by more than that share of it.
  public boolean isWorseBy(double share) {
    return comparisons.stream().anyMatch(comparison -> comparison.isWorseBy(share));
  }

  /// Why no figure of a run could be judged, so that it could not have been found worse either;
  /// empty where each run had one that could.
  public String unjudged() {
    return comparisons.stream()
        .filter(comparison -> !comparison.unjudged().isEmpty())
        .map(one -> "no figure of " + one.candidate().name() + " can be judged: " + one.unjudged())
        .findFirst()
        .orElse("");
  }

  /// Writes `compare.md`, `compare.html` and `compare.json` into the folder, all or none.
  public void write(Path folder) throws IOException {
    Map<Path, byte[]> files = new LinkedHashMap<>();
    files.put(folder.resolve("compare.md"), bytes(toMarkdown()));
    files.put(folder.resolve("compare.html"), bytes(toHtml()));
    files.put(folder.resolve("compare.json"), bytes(ComparisonJson.of(comparisons)));
    Files.createDirectories(folder);
    AtomicFile.write(files);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// What differs, for a terminal.
  public String toText() {
    StringBuilder text = new StringBuilder();
    for (Comparison comparison : comparisons) {
      ComparisonText.append(text, comparison, false);
    }
    return text.toString();
  }

  /// For a pull request.
  public String toMarkdown() {
    StringBuilder text = new StringBuilder();
    for (Comparison comparison : comparisons) {
      ComparisonText.append(text, comparison, true);
    }
    return text.toString();
  }

  /// One page that needs no other file.
  public String toHtml() {
    List<Block> blocks = blocks();
    List<Chart> charts = blocks.stream().flatMap(block -> block.charts().stream()).toList();
    Run base = comparisons.getFirst().base();
    Map<String, Object> context =
        Map.of(
            "title",
            "acceptbench: compared with " + base.name(),
            "subtitle",
            "Cells matched by benchmark and parameters.",
            "comparisons",
            comparisons.stream().map(ComparisonPage::new).toList(),
            "blocks",
            blocks);
    return Html.page("compare", context, charts);
  }

  /// A scenario with the charts of all runs in it.
  record Block(String id, boolean folded, String name, String constants, List<Chart> charts) {}

  private List<Block> blocks() {
    List<Run> runs = new ArrayList<>(List.of(comparisons.getFirst().base()));
    comparisons.forEach(comparison -> runs.add(comparison.candidate()));
    Set<String> strategies = new LinkedHashSet<>();
    runs.forEach(run -> strategies.addAll(run.strategies()));
    List<Map<Scenario.Key, Scenario>> scenarios =
        runs.stream().map(CompareReport::scenariosByKey).toList();
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
                scenario.constantsLine(),
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
        if (scenario != null && !scenario.of(strategy).isEmpty()) {
          backlogs.addAll(scenario.backlogs());
          subjects.add(
              new Subject(
                  strategy + " · " + shortName(runs, r),
                  "s" + strategies.indexOf(strategy),
                  r,
                  scenario.of(strategy)));
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

  /// Short, as it is repeated for every series: the headings say which runs they are.
  private static String shortName(List<Run> runs, int index) {
    if (index == 0) {
      return "base";
    }
    return runs.size() == 2 ? "new" : runs.get(index).name();
  }

  static Grid grid(List<Difference> differences, CellLabels labels) {
    List<Grid.Column> columns =
        List.of(
            Grid.text("cell"),
            Grid.text("figure"),
            Grid.number("base"),
            Grid.number("new"),
            Grid.number("difference"),
            Grid.number("95 % interval"),
            Grid.number("p, corrected"),
            Grid.text("verdict"));
    return new Grid(
        columns, differences.stream().map(difference -> row(difference, labels)).toList());
  }

  private static List<String> row(Difference difference, CellLabels labels) {
    Verdict verdict = difference.verdict();
    String reason = difference.reason().isEmpty() ? "" : ": " + difference.reason();
    return List.of(
        labels.of(difference.cell()),
        difference.metric(),
        difference.baseText(),
        difference.candidateText(),
        difference.changeText(),
        difference.intervalText(),
        difference.pText(),
        verdict.words() + reason);
  }
}
