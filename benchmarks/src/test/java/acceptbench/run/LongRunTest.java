package acceptbench.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.machine.CpuPlan;
import acceptbench.machine.Machine;
import acceptbench.run.folder.EnvironmentFile;
import acceptbench.run.folder.RunFolder;
import acceptbench.run.jmh.JmhArguments;
import acceptbench.run.plan.Launch;
import acceptbench.run.plan.LaunchOrder;
import acceptbench.run.plan.ParameterRules;
import acceptbench.run.plan.Plan;
import acceptbench.run.plan.PlannedCell;
import acceptbench.testing.InMemory;
import acceptbench.testing.OwnIo;
import acceptbench.testing.ToyResult;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A thousand cells, as many as the longest plan has, each with all the values of 10 iterations.
class LongRunTest {
  private static final int CELLS = 1_000;
  private static final int ITERATIONS = 10;

  @TempDir(factory = InMemory.class)
  private Path path;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void aCellCostsTheSameHoweverManyWereBeforeIt() throws Exception {
    RunUnderWay run = run();
    run.begin();
    OwnIo before = OwnIo.now();
    long heapAfterTen = 0;
    for (int i = 0; i < CELLS; i++) {
      run.ended(new Launch(i, 1), measured(run, i));
      if (i == 9) heapAfterTen = liveHeap();
    }
    long grown = liveHeap() - heapAfterTen;
    long written = OwnIo.now().minus(before).bytes();
    long ofTheCells = sizeOf(path.resolve("run/cells"));
    // Each once, and three times more at most in results.json, as that doubles.
    assertThat(written).isBetween(ofTheCells, 4 * ofTheCells);
    assertThat(ofTheCells).isGreaterThan(CELLS * 2_000L);
    assertThat(grown).as("bytes kept in memory").isLessThan(ofTheCells / 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100})
  void whoReadsItMeanwhileFindsWholeCellsAndAtTheEndAllOfThem(int cells) throws Exception {
    RunUnderWay run = run();
    run.begin();
    for (int i = 0; i < cells; i++) {
      run.ended(new Launch(i, 1), measured(run, i));
      JsonNode found = results();
      assertThat(found.size()).isBetween((i + 1) / 2, i + 1);
      assertThat(backlogs(found)).isEqualTo(upTo(found.size()));
    }
    run.keep(run.plan().options(), true);
    assertThat(backlogs(results())).isEqualTo(upTo(cells));
  }

  private RunUnderWay run() throws Exception {
    String backlogs = upTo(CELLS);
    JmhArguments arguments = JmhArguments.parse(List.of("Toy", "-p", "backlog=" + backlogs));
    BitSet cpus = new BitSet();
    cpus.set(0, 2);
    Plan plan = Plan.of(arguments, new ParameterRules(List.of(), 4_096, cpus));
    RunFolder folder = RunFolder.create(Optional.of(path.resolve("run")), Instant.EPOCH);
    EnvironmentFile environment =
        new EnvironmentFile(
            new Machine(Path.of("/")), CpuPlan.ofThisProcess(), "host", arguments, Map.of());
    return new RunUnderWay(
        new LaunchOrder(plan, 1), folder, environment, new PrintStream(printed, true, UTF_8));
  }

  private static String upTo(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(","));
  }

  private static Outcome measured(RunUnderWay run, int index) {
    PlannedCell cell = run.plan().cells().get(index);
    return new Outcome.Measured(ToyResult.of(cell.benchmark(), cell.parameters(), ITERATIONS));
  }

  private JsonNode results() throws IOException {
    return new ObjectMapper().readTree(path.resolve("run/results.json").toFile());
  }

  private static String backlogs(JsonNode results) {
    return Stream.of(results.findValuesAsText("backlog").toArray(String[]::new))
        .collect(Collectors.joining(","));
  }

  private static long sizeOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static long liveHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
