package acceptbench.results;

import acceptbench.results.chart.Chart;
import acceptbench.results.compare.CompareOptions;
import acceptbench.results.compare.Comparison;
import acceptbench.results.compare.ParameterComparison;
import acceptbench.results.compare.Side;
import acceptbench.results.compare.Yardstick;
import acceptbench.results.file.AtomicFile;
import acceptbench.results.file.Meanwhile;
import acceptbench.results.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Runs against a base, or one run along a parameter: Markdown for a pull request, HTML (with all
/// runs in each chart), JSON for programs, text for a terminal.
public final class CompareReport {
  private final List<Comparison> comparisons;
  private final Optional<ParameterComparison> along;

  private CompareReport(List<Comparison> comparisons, Optional<ParameterComparison> along) {
    this.comparisons = comparisons;
    this.along = along;
  }

  /// Compares each run with the base.
  ///
  /// @param base a run's folder, or a file of JMH's JSON
  /// @param candidates one or more of the same
  /// @throws acceptbench.results.file.ResultsException if a file is not what it should be
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
      // Files with the same name, and a run given twice, are told apart by their place in the
      // command.
      Run named = names.add(run.name()) ? run : run.named(run.name() + " #" + (names.size() + 1));
      names.add(named.name());
      checkKnown(options.metrics(), List.of(first, named));
      comparisons.add(Comparison.of(first, named, options));
    }
    return new CompareReport(comparisons, Optional.empty());
  }

  /// Compares the cells of one run, or of several that are taken together, that differ in a
  /// parameter alone.
  ///
  /// @param base the value that the others are compared with; empty for all pairs
  /// @throws IllegalArgumentException in one line, if there is nothing to compare
  public static CompareReport along(
      String parameter, String base, List<Path> runs, CompareOptions options) throws IOException {
    Run run = Side.of(read(runs), options.across());
    checkKnown(options.metrics(), List.of(run));
    ParameterComparison along = ParameterComparison.of(run, parameter, base, options);
    return new CompareReport(along.comparisons(), Optional.of(along));
  }

  private static void checkKnown(Set<String> metrics, List<Run> runs) {
    Set<String> known = new LinkedHashSet<>();
    runs.forEach(run -> known.addAll(Yardstick.names(run)));
    for (String metric : metrics) {
      if (known.contains(metric)) continue;
      throw new IllegalArgumentException(
          "unknown metric '%s'; the runs have: %s".formatted(metric, String.join(", ", known)));
    }
  }

  private static List<Run> read(List<Path> side) throws IOException {
    List<Run> runs = new ArrayList<>();
    for (Path run : side) {
      runs.add(Run.readScores(run).onSchedule());
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
    files.put(folder.resolve("compare.md"), AtomicFile.text(toMarkdown()));
    files.put(folder.resolve("compare.html"), AtomicFile.text(toHtml()));
    files.put(folder.resolve("compare.json"), AtomicFile.text(toJson()));
    Files.createDirectories(folder);
    AtomicFile.write(files);
  }

  /// What differs, for a terminal.
  public String toText() {
    return text(false);
  }

  /// For a pull request.
  public String toMarkdown() {
    return text(true);
  }

  private String text(boolean markdown) {
    StringBuilder text = new StringBuilder();
    along.ifPresent(one -> ComparisonText.appendHead(text, one, markdown));
    for (Comparison comparison : comparisons) {
      ComparisonText.append(text, comparison, markdown);
    }
    return text.toString();
  }

  /// For programs: when runs are compared, an array with an object for each comparison; along a
  /// parameter, an object with these and the ranks.
  public String toJson() {
    return along.map(ComparisonJson::of).orElseGet(() -> ComparisonJson.of(comparisons));
  }

  /// One page that needs no other file.
  public String toHtml() {
    List<ComparedCharts.Block> blocks =
        along.isPresent() ? List.of() : ComparedCharts.of(comparisons);
    List<Chart> charts = blocks.stream().flatMap(block -> block.charts().stream()).toList();
    Map<String, Object> context =
        Map.of(
            "title",
            along
                .map(one -> "acceptbench: " + one.run().name() + " along " + one.parameter())
                .orElseGet(
                    () -> "acceptbench: compared with " + comparisons.getFirst().base().name()),
            "subtitle",
            along
                .map(one -> "Cells that differ in " + one.parameter() + " alone.")
                .orElse("Cells matched by benchmark and parameters."),
            "headNoted",
            along.map(one -> !one.notes().isEmpty()).orElse(false),
            "headNotes",
            along.map(ParameterComparison::notes).orElse(List.of()),
            "comparisons",
            comparisons.stream().map(ComparisonPage::new).toList(),
            "blocks",
            blocks);
    return Html.page("compare", context, charts);
  }
}
