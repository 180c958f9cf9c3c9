package acceptbench.results.table;

import acceptbench.results.run.Harness;
import acceptbench.results.run.Run;
import acceptbench.results.text.Columns;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Grid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The environment as rows of label and value, the ones that matter most first.
public final class EnvironmentFacts {
  private static final Map<String, String> LABELS = labels();

  private EnvironmentFacts() {}

  private static Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("command", "Command");
    labels.put("startedAt", "Started");
    labels.put("finishedAt", "Finished");
    labels.put("cells.planned", "Cells planned");
    labels.put("cells.measured", "Cells measured");
    labels.put("network", "Network stack");
    labels.put("kernel.release", "Kernel");
    labels.put("cpu.model", "CPU");
    labels.put("cpu.count", "CPUs");
    labels.put("cpu.client", "CPUs of the client");
    labels.put("cpu.server", "CPUs of the server");
    labels.put("memoryBytes", "Memory");
    labels.put("jdk.version", "JDK");
    labels.put("jdk.vendor", "JDK vendor");
    return labels;
  }

  /// What the run's files say of the machine and of how JMH was set up.
  public static Grid of(Run run) {
    return new Columns<Map.Entry<String, String>>()
        .text("what", Map.Entry::getKey)
        .text("value", Map.Entry::getValue)
        .of(rows(run));
  }

  private static List<Map.Entry<String, String>> rows(Run run) {
    Map<String, String> facts = run.environment().facts();
    List<Map.Entry<String, String>> rows = new ArrayList<>();
    LABELS.forEach(
        (path, label) -> {
          if (facts.containsKey(path)) {
            rows.add(Map.entry(label, readable(path, facts.getOrDefault(path, ""))));
          }
        });
    facts.forEach(
        (path, value) -> {
          if (!LABELS.containsKey(path)) {
            rows.add(Map.entry(path.replace("kernel.sysctls.", ""), value));
          }
        });
    rows.addAll(harness(run));
    return rows;
  }

  private static String readable(String path, String value) {
    if (path.equals("memoryBytes") && value.matches("\\d{1,18}")) {
      return Figures.significant(Long.parseLong(value) / 1073741824.0) + " GiB";
    }
    return value;
  }

  /// What the JSON of the cells says itself; all values where the cells differ.
  private static List<Map.Entry<String, String>> harness(Run run) {
    List<Map.Entry<String, String>> rows = new ArrayList<>();
    add(rows, run, "JMH", Harness::jmhVersion);
    add(rows, run, "JVM", harness -> (harness.vmName() + " " + harness.vmVersion()).strip());
    add(rows, run, "JVM arguments", harness -> String.join(" ", harness.jvmArgs()));
    add(
        rows,
        run,
        "Iterations",
        harness ->
            "%s, %d warm-up and %d measured iterations, %s"
                .formatted(
                    harness.forks() == 1 ? "1 fork" : harness.forks() + " forks",
                    harness.warmupIterations(),
                    harness.measurementIterations(),
                    harness.measurementTime()));
    return rows;
  }

  private static void add(
      List<Map.Entry<String, String>> rows,
      Run run,
      String label,
      Function<Harness, String> value) {
    String values =
        run.cells().stream()
            .map(cell -> value.apply(cell.harness()))
            .filter(text -> !text.isBlank())
            .collect(Collectors.toCollection(TreeSet::new))
            .stream()
            .collect(Collectors.joining(" · "));
    if (!values.isEmpty()) {
      rows.add(Map.entry(label, values));
    }
  }
}
