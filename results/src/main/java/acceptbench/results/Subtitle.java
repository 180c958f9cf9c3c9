package acceptbench.results;

import acceptbench.results.run.Environment;
import acceptbench.results.run.Run;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import java.util.ArrayList;
import java.util.List;

/// What a report is about, in one line under its title.
final class Subtitle {
  private Subtitle() {}

  static String of(Run run) {
    if (run.scenarios().stream().noneMatch(scenario -> scenario.key().accept())) {
      return "JMH results that were made elsewhere: " + cells(run) + ".";
    }
    List<String> parts = new ArrayList<>();
    parts.add(
        "How the Linux kernel kept, delayed or lost connections, for each accept strategy and"
            + " listen() backlog: "
            + cells(run));
    Environment environment = run.environment();
    addFact(parts, "Linux ", environment.fact("kernel.release"));
    addFact(parts, "", environment.fact("cpu.model"));
    addFact(parts, "", Figures.minute(environment.fact("startedAt")));
    return String.join(", ", parts) + ".";
  }

  private static void addFact(List<String> parts, String before, String fact) {
    if (!fact.isBlank()) {
      parts.add(before + fact);
    }
  }

  private static String cells(Run run) {
    long scenarios = run.scenarios().stream().map(Scenario::key).distinct().count();
    return Figures.count(run.cells().size())
        + (run.cells().size() == 1 ? " cell" : " cells")
        + (scenarios > 1 ? " in " + scenarios + " scenarios" : "");
  }
}
