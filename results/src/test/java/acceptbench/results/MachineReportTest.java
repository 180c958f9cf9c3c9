package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.results.compare.CompareOptions;
import acceptbench.results.compare.Comparison;
import acceptbench.results.compare.Verdict;
import acceptbench.results.finding.Finding;
import acceptbench.results.finding.Findings;
import acceptbench.results.run.Run;
import acceptbench.results.text.Sentence;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a report says of a run that several machines have shared.
class MachineReportTest {
  private static final int ROUNDS = 12;

  @TempDir private Path folder;
  private final DrawnLaunches drawn = new DrawnLaunches(3);

  /// @param micros first byte p99 on each of two machines; every fourth round is the second one's
  private void cell(String strategy, double... micros) {
    ObjectNode cell = drawn.cell(strategy, 128, ROUNDS, 1, 0);
    double[][] values = new double[ROUNDS][];
    double[][] machines = new double[ROUNDS][DrawnLaunches.ITERATIONS];
    for (int round = 0; round < ROUNDS; round++) {
      values[round] = drawn.drawn(1, micros[machine(round) - 1])[0];
      Arrays.fill(machines[round], machine(round));
    }
    DrawnLaunches.metric(cell, "firstByte:p0.99", "us/op", values);
    DrawnLaunches.metric(cell, "launch.machine", "#", machines);
  }

  private static int machine(int round) {
    return round % 4 == 3 ? 2 : 1;
  }

  private List<String> sentences() throws IOException {
    Run read = Run.read(drawn.writeTo(folder));
    return Findings.of(read.scenarios().getFirst()).stream()
        .filter(finding -> finding.heading().equals("Where the machines disagree"))
        .map(Finding::sentences)
        .flatMap(List::stream)
        .map(Sentence::toText)
        .toList();
  }

  @Test
  void aMachineThatSaysTheOppositeIsNamed() throws IOException {
    cell("one", 10_000, 100_000);
    cell("other", 60_000, 90_000);
    cell("third", 10_000, 100_000);
    cell("slowest", 300_000, 900_000);
    assertThat(sentences())
        .filteredOn(sentence -> sentence.contains("that one is"))
        .singleElement()
        .asString()
        .matches(
            "At backlog 128, first byte p99: all machines together say that one is better than"
                + " other, and on machine 2 its median is the worse one \\(.* ms against .*"
                + " ms\\)\\.");
    assertThat(sentences()).noneMatch(sentence -> sentence.contains("slowest"));
  }

  @Test
  void machinesThatAgreeAreSaidToo() throws IOException {
    cell("one", 10_000, 100_000);
    cell("other", 20_000, 200_000);
    assertThat(sentences())
        .containsExactly(
            "Nowhere: of the 1 pair that was told apart, the better one has the better median on"
                + " each of the 2 machines.");
  }

  @Test
  void aRunOfOneMachineSaysNothingOfMachines() throws IOException {
    drawn.cell("one", 128, ROUNDS, 10_000, 0);
    drawn.cell("other", 128, ROUNDS, 20_000, 0);
    assertThat(sentences()).isEmpty();
  }

  @Test
  void aComparisonAlongAParameterGoesMachineByMachine() throws IOException {
    cell("one", 10_000, 100_000);
    cell("other", 14_000, 140_000);
    Path run = drawn.writeTo(folder);
    Comparison comparison =
        CompareReport.along("strategy", "one", List.of(run), CompareOptions.USUAL)
            .comparisons()
            .getFirst();
    assertThat(comparison.differences())
        .filteredOn(one -> one.metric().equals("first byte p99"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.verdict()).isEqualTo(Verdict.WORSE);
              assertThat(one.machines().count()).isEqualTo(2);
            });
  }
}
