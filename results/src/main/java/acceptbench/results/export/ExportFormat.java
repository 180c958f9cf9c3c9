package acceptbench.results.export;

import acceptbench.results.run.Cell;
import acceptbench.results.run.Environment;
import acceptbench.results.run.Run;
import java.util.Arrays;
import java.util.List;

/// A format in which others read a run's figures. Launches that did not keep their schedule are
/// left out, as they are of ranks.
public enum ExportFormat {
  GO_BENCHMARK("go", "Go's benchmark text, a line a launch; benchstat -col /strategy reads it") {
    @Override
    String text(List<ExportedCell> cells, Environment environment) {
      return GoBenchmarkText.of(cells, environment);
    }
  },
  GITHUB_ACTION("github-action", "JSON of github-action-benchmark, customSmallerIsBetter") {
    @Override
    String text(List<ExportedCell> cells, Environment environment) {
      return GithubActionJson.of(cells);
    }
  },
  BENCHER("bencher", "Bencher Metric Format, JSON") {
    @Override
    String text(List<ExportedCell> cells, Environment environment) {
      return BencherJson.of(cells);
    }
  },
  OPEN_METRICS("openmetrics", "OpenMetrics text, which Prometheus reads") {
    @Override
    String text(List<ExportedCell> cells, Environment environment) {
      return OpenMetricsText.of(cells);
    }
  };

  private final String label;
  private final String description;

  ExportFormat(String label, String description) {
    this.label = label;
    this.description = description;
  }

  /// As `--format` has it.
  public String label() {
    return label;
  }

  /// In one line.
  public String description() {
    return description;
  }

  abstract String text(List<ExportedCell> cells, Environment environment);

  /// The run in this format.
  ///
  /// @throws IllegalArgumentException where the run has no cell that this suite measured, or none
  ///     with a launch that kept its schedule
  public String of(Run run) {
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
    return text(cells, run.environment());
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
