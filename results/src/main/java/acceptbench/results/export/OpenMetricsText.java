package acceptbench.results.export;

import static java.util.stream.Collectors.joining;

import acceptbench.results.statistics.Spread;
import java.util.List;
import java.util.Map;

/// OpenMetrics 1.0: a gauge for each figure, with the median over a cell's launches; times are in
/// seconds, as is the custom there.
final class OpenMetricsText {
  private static final double NANOS_PER_SECOND = 1e9;

  private OpenMetricsText() {}

  static String of(List<ExportedCell> cells) {
    StringBuilder text = new StringBuilder();
    for (ExportedFigure figure : ExportedFigure.values()) family(text, figure, cells);
    return text.append("# EOF\n").toString();
  }

  private static void family(StringBuilder text, ExportedFigure figure, List<ExportedCell> cells) {
    String samples =
        cells.stream()
            .filter(cell -> figure.sorted(cell.cell()).length > 0)
            .map(cell -> sample(figure, cell))
            .collect(joining());
    if (samples.isEmpty()) return;
    String name = name(figure);
    text.append("# TYPE ").append(name).append(" gauge\n");
    if (figure.isTime()) text.append("# UNIT ").append(name).append(" seconds\n");
    text.append("# HELP ").append(name).append(' ').append(figure.meaning()).append('\n');
    text.append(samples);
  }

  private static String name(ExportedFigure figure) {
    return "acceptbench_" + figure.label().replace('-', '_') + (figure.isTime() ? "_seconds" : "");
  }

  private static String sample(ExportedFigure figure, ExportedCell cell) {
    double median = Spread.of(figure.sorted(cell.cell())).median();
    String labels =
        cell.params().entrySet().stream().map(OpenMetricsText::label).collect(joining(","));
    return "%s{benchmark=\"%s\",%s} %s\n"
        .formatted(
            name(figure),
            cell.benchmark(),
            labels,
            figure.isTime() ? median / NANOS_PER_SECOND : median);
  }

  private static String label(Map.Entry<String, String> param) {
    String value =
        param.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return param.getKey() + "=\"" + value + '"';
  }
}
