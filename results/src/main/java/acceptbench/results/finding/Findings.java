package acceptbench.results.finding;

import acceptbench.results.run.Environment;
import acceptbench.results.run.Run;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What a scenario says, in the order in which a reader asks.
public final class Findings {
  private Findings() {}

  public static List<Finding> of(Scenario scenario) {
    if (!scenario.key().accept()) {
      return List.of();
    }
    if (scenario.drains()) {
      return Stream.of(RankFinding.of(scenario), MachineFinding.of(scenario))
          .filter(finding -> !finding.sentences().isEmpty())
          .toList();
    }
    return Stream.of(
            ScheduleFinding.of(scenario),
            ClientLimitFinding.of(scenario),
            SettledFinding.of(scenario),
            RankFinding.of(scenario),
            MachineFinding.of(scenario),
            OverflowFinding.of(scenario),
            CliffFinding.of(scenario),
            GhostFinding.of(scenario),
            HalfOpenFinding.of(scenario))
        .filter(finding -> !finding.sentences().isEmpty())
        .toList();
  }

  /// Who is better than whom, as far as that can be told.
  public static Finding ranks(Scenario scenario) {
    return RankFinding.of(scenario);
  }

  /// What is not in the tables and why: of the whole run.
  public static Finding notMeasured(Run run) {
    List<Sentence> sentences = new ArrayList<>();
    for (Environment.Failed failed : run.environment().failed()) {
      List<String> params =
          failed.params().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
      sentences.add(
          Sentence.say("Failed: ")
              .name((failed.benchmark() + " " + String.join(" ", params)).strip())
              .words(": ")
              .number(failed.reason())
              .end());
    }
    for (Environment.LeftOut leftOut : run.environment().leftOut()) {
      sentences.add(
          Sentence.say("Left out: ")
              .name(leftOut.strategy())
              .words(": ")
              .number(leftOut.reason())
              .end());
    }
    sentences.addAll(GapFinding.sentences(run));
    return new Finding("What was not measured", sentences);
  }
}
