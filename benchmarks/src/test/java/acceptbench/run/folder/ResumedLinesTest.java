package acceptbench.run.folder;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.run.jmh.JmhArguments;
import acceptbench.run.plan.Launch;
import acceptbench.run.plan.ParameterRules;
import acceptbench.run.plan.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a run that goes on finds in the files that launches append to: the first cell's two
/// launches are measured, a repetition of its first one and the second cell's launch were not
/// finished.
class ResumedLinesTest {
  private static final Launch MEASURED = new Launch(0, 1);
  private static final Set<Launch> RESULTS = Set.of(MEASURED, new Launch(0, 2));

  @TempDir private Path folder;

  @Test
  void histogramsOfUnfinishedLaunchesGoAndThoseOfARepeatedOneCanBeRemoved() throws Exception {
    Path file = folder.resolve("histograms.hlog");
    String first = line(1, "iteration=0;launch=1;connect");
    String second = line(1, "iteration=1;launch=1;connect");
    String other = line(1, "iteration=0;launch=2;connect");
    Files.write(
        file,
        List.of(
            "#[Histogram log format version 1.3]",
            first,
            second,
            line(2, "iteration=0;launch=1;connect"),
            other,
            line(1, "iteration=0;launch=1;connect")));
    AppendedLines lines = new AppendedLines(file, LogLine::ofHistogram);
    lines.restore(plan(), RESULTS);
    assertThat(Files.readAllLines(file))
        .containsExactly("#[Histogram log format version 1.3]", first, second, other);
    lines.removeFirst(MEASURED);
    assertThat(Files.readAllLines(file))
        .containsExactly("#[Histogram log format version 1.3]", other);
  }

  private static String line(int backlog, String rest) {
    return "Tag=ToyBenchmark.sleep;backlog=%d;burst=2000;fault=none;sleepMillis=5;workers=1;%s,0,1"
        .formatted(backlog, rest);
  }

  @Test
  void soWithTheDepthsOfQueues() throws Exception {
    Path file = folder.resolve("depth.jsonl");
    String kept = depths(1, 2);
    Files.write(file, List.of(depths(1, 1), depths(2, 1), kept, depths(1, 1), "not JSON"));
    AppendedLines lines = new AppendedLines(file, LogLine::ofDepths);
    lines.restore(plan(), RESULTS);
    assertThat(Files.readAllLines(file)).containsExactly(depths(1, 1), kept, "not JSON");
    lines.removeFirst(MEASURED);
    assertThat(Files.readAllLines(file)).containsExactly(kept, "not JSON");
  }

  private static String depths(int backlog, int launch) {
    return """
    {"benchmark":"acceptbench.cli.toy.ToyBenchmark.sleep","params":{"backlog":"%d","burst":"2000",\
    "fault":"none","sleepMillis":"5","workers":"1"},"iteration":0,"launch":%d,"millis":[0.5],\
    "depth":[3]}\
    """
        .formatted(backlog, launch);
  }

  @Test
  void howOftenLaunchesWereRepeatedIsFoundAgain() throws Exception {
    Path file = folder.resolve("repeated.json");
    RepeatedLaunches before = new RepeatedLaunches(file);
    before.add(MEASURED);
    before.add(MEASURED);
    before.add(new Launch(11, 3));
    RepeatedLaunches after = new RepeatedLaunches(file);
    after.restore();
    assertThat(after.of(MEASURED)).isEqualTo(2);
    assertThat(after.of(new Launch(11, 3))).isEqualTo(1);
    assertThat(after.of(new Launch(1, 1))).isZero();
    assertThat(after.all()).isEqualTo(3);
    Files.writeString(file, "{\"0001-1\": ");
    RepeatedLaunches damaged = new RepeatedLaunches(file);
    damaged.restore();
    assertThat(damaged.all()).isZero();
  }

  /// Else such a launch would be measured again some thousand million times.
  @Test
  void aFileThatSaysOtherwiseDoesNotMakeALaunchBeRepeatedForEver() throws Exception {
    Path file = folder.resolve("repeated.json");
    Files.writeString(file, "{\"0001-1\": -2147483648, \"0002-1\": 2147483647, \"0003-1\": \"x\"}");
    RepeatedLaunches damaged = new RepeatedLaunches(file);
    damaged.restore();
    assertThat(damaged.of(new Launch(0, 1))).isZero();
    assertThat(damaged.of(new Launch(2, 1))).isZero();
    assertThat(damaged.all()).isBetween(0, 1_000);
  }

  private static Plan plan() throws Exception {
    return Plan.of(
        JmhArguments.parse(List.of("Toy", "-p", "backlog=1,2", "-f", "2")),
        new ParameterRules(List.of(), Long.MAX_VALUE, new BitSet()));
  }
}
