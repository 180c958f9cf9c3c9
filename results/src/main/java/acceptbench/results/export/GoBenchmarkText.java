package acceptbench.results.export;

import static java.util.stream.Collectors.joining;

import acceptbench.results.run.Environment;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// Go's benchmark text (golang.org/design/14313-benchmark-format): a line for each launch, so that
/// `benchstat -col /strategy` compares strategies with a test of its own.
final class GoBenchmarkText {
  private GoBenchmarkText() {}

  static String of(List<ExportedCell> cells, Environment environment) {
    StringBuilder text = new StringBuilder();
    text.append("goos: linux\n");
    key(text, "goarch", environment.fact("cpu.architecture"));
    key(text, "cpu", environment.fact("cpu.model"));
    key(text, "kernel", environment.fact("kernel.release"));
    key(text, "jdk", environment.fact("jdk.version"));
    String cpus = environment.fact("cpu.count");
    for (ExportedCell cell : cells)
      for (Map<ExportedFigure, Double> launch : cell.launches())
        text.append(line(cell, cpus.isEmpty() ? "1" : cpus, launch)).append('\n');
    return text.toString();
  }

  private static void key(StringBuilder text, String name, String value) {
    if (!value.isEmpty())
      text.append(name).append(": ").append(value.replace('\n', ' ')).append('\n');
  }

  /// The number behind the last hyphen is that of CPUs: without it, `netty-3` would lose its 3.
  private static String line(ExportedCell cell, String cpus, Map<ExportedFigure, Double> launch) {
    String params =
        cell.params().entrySet().stream()
            .map(param -> "/" + param.getKey() + "=" + word(param.getValue()))
            .collect(joining());
    String values =
        launch.entrySet().stream()
            .map(one -> plain(one.getValue()) + " " + unit(one.getKey()))
            .collect(joining("\t"));
    return "Benchmark%s%s-%s\t1\t%s".formatted(word(cell.benchmark()), params, cpus, values);
  }

  /// A name has no white space, as Unicode has it, and no slash, which would begin the next part.
  private static String word(String text) {
    return text.replaceAll("[\\s\\h\\v\\p{Z}/]", "_");
  }

  /// benchstat turns nanoseconds into what reads well.
  private static String unit(ExportedFigure figure) {
    return figure.isTime() ? figure.label() + "-ns" : figure.label();
  }

  private static String plain(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
