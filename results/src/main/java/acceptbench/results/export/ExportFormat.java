package acceptbench.results.export;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Environment;
import acceptbench.results.run.Run;
import com.google.errorprone.annotations.Immutable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A format in which others read a run. Launches that did not keep their schedule are left out of
/// its figures, as they are of ranks; they are among its connections.
public enum ExportFormat {
  GO_BENCHMARK(
      "go",
      "Go's benchmark text, a line a launch; benchstat -col /strategy reads it",
      figures(GoBenchmarkText::of)),
  GITHUB_ACTION(
      "github-action",
      "JSON of github-action-benchmark, customSmallerIsBetter",
      figures((cells, _) -> GithubActionJson.of(cells))),
  BENCHER("bencher", "Bencher Metric Format, JSON", figures((cells, _) -> BencherJson.of(cells))),
  OPEN_METRICS(
      "openmetrics",
      "OpenMetrics text, which Prometheus reads",
      figures((cells, _) -> OpenMetricsText.of(cells))),
  CSV("csv", "a row for each cell and metric", (run, out) -> print(MetricsCsv.of(run), out)),
  CONNECTIONS(
      "connections",
      "a row for each connection of a run with --connections: CSV, compressed (.csv.gz)",
      ConnectionsCsv::write);

  /// Writes a run.
  @Immutable
  private interface Format {
    void write(Run run, OutputStream out) throws IOException;
  }

  /// Writes the figures of its cells.
  @Immutable
  private interface Figures {
    String text(List<ExportedCell> cells, Environment environment);
  }

  private final String label;
  private final String description;
  private final Format format;

  ExportFormat(String label, String description, Format format) {
    this.label = label;
    this.description = description;
    this.format = format;
  }

  /// As `--format` has it.
  public String label() {
    return label;
  }

  /// In one line.
  public String description() {
    return description;
  }

  /// Writes the run in this format, and leaves the stream open.
  ///
  /// @throws IllegalArgumentException where the run has nothing that could be written: no cell that
  ///     this suite measured, no launch that kept its schedule, no rows of connections
  /// @throws acceptbench.results.file.ResultsException where a file of it is damaged
  public void write(Run run, OutputStream out) throws IOException {
    format.write(run, out);
  }

  private static Format figures(Figures figures) {
    return (run, out) -> print(figures.text(cells(run), run.environment()), out);
  }

  private static void print(String text, OutputStream out) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<ExportedCell> cells(Run run) {
    List<ExportedCell> cells =
        run.cells().stream()
            .filter(Cell::isAcceptCell)
            .map(cell -> new ExportedCell(cell, run.environment()))
            .toList();
    if (cells.isEmpty())
      throw new IllegalArgumentException(
          run.source()
              + ": no cell of it has a strategy and a backlog; only this suite's are exported");
    if (cells.stream().allMatch(cell -> cell.sorted().isEmpty()))
      throw new IllegalArgumentException(
          run.source() + ": no launch kept its schedule and has raw data: nothing to export");
    return cells;
  }

  /// The format of that label.
  ///
  /// @throws IllegalArgumentException listing the labels, where there is none
  public static ExportFormat named(String label) {
    return Arrays.stream(values())
        .filter(format -> format.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--format %s: it is one of %s"
                        .formatted(
                            label,
                            String.join(
                                ", ", Arrays.stream(values()).map(ExportFormat::label).toList()))));
  }
}
