package acceptbench.run.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.launch.UserError;
import acceptbench.results.limit.Limit;
import acceptbench.run.jmh.JmhArguments;
import acceptbench.run.plan.Launch;
import acceptbench.run.plan.ParameterRules;
import acceptbench.run.plan.Plan;
import acceptbench.run.plan.PlannedCell;
import acceptbench.run.plan.Share;
import acceptbench.testing.BadInput;
import acceptbench.testing.InMemory;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The files of a run that another one goes on with, after a power failure and worse.
@Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadJournalTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @TempDir(factory = InMemory.class)
  private Path path;

  private RunFolder folder = new RunFolder(Path.of(""));
  private @Nullable Plan plan;

  /// A run of three cells, all of them measured.
  @BeforeEach
  void measure() throws Exception {
    folder = new RunFolder(path);
    BitSet cpus = new BitSet();
    cpus.set(0, 2);
    plan =
        Plan.of(
            JmhArguments.parse(List.of("Toy", "-p", "backlog=1,2,3")),
            new ParameterRules(List.of(), 4_096, cpus));
    Files.createDirectories(folder.cells());
    for (int i = 0; i < 3; i++) {
      Files.writeString(file(i), result(plan.cells().get(i)));
      Files.writeString(samples(i), "{\"connect\":[[[1000,2],[2000,1]],[[1000,3]]]}\n");
    }
  }

  private Path samples(int index) {
    return folder.cells().resolve("%04d-1.samples".formatted(index + 1));
  }

  private Path file(int index) {
    return folder.cells().resolve("%04d-1.json".formatted(index + 1));
  }

  /// As JMH writes it, but for the metrics.
  private static String result(PlannedCell cell) throws IOException {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("jmhVersion", "1.37");
    result.put("benchmark", cell.benchmark());
    result.put("mode", cell.mode().shortLabel());
    result.put("params", new TreeMap<>(cell.parameters()));
    result.put("primaryMetric", Map.of("score", 1.5, "rawData", List.of(List.of(1.0, 2.0))));
    return "[\n    " + JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n]\n";
  }

  /// What a resumed run finds, and makes `results.json` of.
  private Set<Integer> restored() throws IOException {
    Results results = new Results(folder);
    Set<Integer> restored =
        results.restore(requireNonNull(plan), (_, _) -> {}).stream()
            .map(Launch::cell)
            .collect(toSet());
    results.begin();
    JsonNode merged = JSON.readTree(folder.results().toFile());
    assertThat(merged.isArray()).isTrue();
    assertThat(merged)
        .extracting(cell -> cell.at("/params/backlog").asText())
        .containsExactlyElementsOf(
            restored.stream().sorted().map(i -> String.valueOf(i + 1)).toList());
    return restored;
  }

  @Test
  void powerIsLostAtAnyByteOfTheLastCellsFile() throws Exception {
    byte[] whole = Files.readAllBytes(file(2));
    int end = new String(whole, UTF_8).lastIndexOf(']') + 1;
    for (int length = 0; length <= whole.length; length++) {
      Files.write(file(2), Arrays.copyOf(whole, length));
      assertThat(restored())
          .as("%d of %d bytes", length, whole.length)
          .isEqualTo(length < end ? Set.of(0, 1) : Set.of(0, 1, 2));
    }
  }

  @Test
  void powerIsLostAtAnyByteOfTheLastCellsSamples() throws Exception {
    byte[] whole = Files.readAllBytes(samples(2));
    int end = new String(whole, UTF_8).lastIndexOf('}') + 1;
    for (int length = 0; length <= whole.length; length++) {
      Files.write(samples(2), Arrays.copyOf(whole, length));
      assertThat(restored())
          .as("%d of %d bytes", length, whole.length)
          .isEqualTo(length < end ? Set.of(0, 1) : Set.of(0, 1, 2));
    }
  }

  /// It is made anew from the cells' files.
  @Test
  void powerIsLostAtAnyByteOfTheResults() throws Exception {
    restored();
    byte[] whole = Files.readAllBytes(folder.results());
    for (int length = 0; length <= whole.length; length++) {
      Files.write(folder.results(), Arrays.copyOf(whole, length));
      assertThat(restored()).isEqualTo(Set.of(0, 1, 2));
      assertThat(Files.readAllBytes(folder.results())).isEqualTo(whole);
    }
  }

  /// A draft that was never renamed, whole or not, is no result.
  @Test
  void powerIsLostBeforeTheNewFileHasItsName() throws Exception {
    Files.move(file(2), folder.cells().resolve("0003-1.json.part"));
    Files.copy(file(0), folder.cells().resolve("draft.json"));
    assertThat(restored()).isEqualTo(Set.of(0, 1));
  }

  @Test
  void aDamagedCellIsMeasuredAgainAndTheOthersAreKept() throws Exception {
    byte[] whole = Files.readAllBytes(file(2));
    BadInput.feed(
        content -> {
          Files.write(file(2), content);
          Set<Integer> restored = restored();
          assertThat(restored).contains(0, 1);
          if (restored.size() < 3) throw new IllegalArgumentException("damaged");
        },
        IllegalArgumentException.class,
        whole);
  }

  @Test
  void powerIsLostAtAnyByteOfTheJournal() throws Exception {
    byte[] whole = journal();
    int end = new String(whole, UTF_8).lastIndexOf('}') + 1;
    for (int length = 0; length < end; length++) {
      Files.write(folder.journal(), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Journal.read(folder.journal()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("is damaged");
    }
  }

  /// Of 5 MB, and of a device that never ends.
  @Test
  void aFileThatIsLargerThanAnyOfARunIsNotReadIntoMemory() throws Exception {
    Files.writeString(folder.journal(), "[" + " ".repeat(5_000_000) + "]");
    assertThatThrownBy(() -> Journal.read(folder.journal())).hasMessageContaining("is damaged");
    Files.delete(folder.journal());
    Files.createSymbolicLink(folder.journal(), Path.of("/dev/zero"));
    assertThatThrownBy(() -> Journal.read(folder.journal())).hasMessageContaining("is damaged");
    Files.delete(file(1));
    Files.createSymbolicLink(file(1), Path.of("/dev/zero"));
    Files.writeString(file(2), Files.readString(file(2)) + " ".repeat(13_000_000));
    assertThat(restored()).isEqualTo(Set.of(0));
  }

  @Test
  void aDamagedJournalIsRefused() throws Exception {
    byte[] whole = journal();
    BadInput.feed(
        content -> {
          Files.write(folder.journal(), content);
          Journal.read(folder.journal()).arguments().toCommandLine();
        },
        UserError.class,
        whole);
  }

  private byte[] journal() throws Exception {
    new Journal(
            "selected benchmarks",
            JmhArguments.parse(List.of("Toy", "-p", "backlog=1,2,3", "-i", "4")),
            5,
            new Share(2, 4),
            OptionalDouble.of(0.05),
            List.of(Limit.parse("connect.p99>50ms")),
            true,
            "2026-11-21T10:00:00Z",
            new Circumstances(Map.of("the kernel", "6.18.44", "the CPU", "Größe")))
        .write(folder.journal());
    return Files.readAllBytes(folder.journal());
  }
}
