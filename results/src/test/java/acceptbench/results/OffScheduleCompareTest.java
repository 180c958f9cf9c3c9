package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.results.compare.CompareOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The charts of a comparison: where all connections of the launches that kept their schedule took
/// 20 µs, nothing of 5 ms is in them.
class OffScheduleCompareTest {
  private static final int LAUNCHES = 4;

  @TempDir private Path folder;

  @BeforeEach
  void runs() throws IOException {
    write("mixed", new double[][] {{1}, {0}, {1}, {1}});
    write("other", new double[][] {{1}, {0}, {1}, {1}});
    write("late", new double[LAUNCHES][1]);
    OffScheduleReportTest.writeLog(folder.resolve("mixed"), 1, 2, 3, 4);
    OffScheduleReportTest.writeLog(folder.resolve("other"), 1, 2, 3, 4);
  }

  private void write(String name, double[][] kept) throws IOException {
    SampleRun run = new SampleRun();
    OffScheduleReportTest.cell(run, kept);
    run.writeTo(folder.resolve(name));
  }

  private List<Path> side(String... names) {
    return List.of(names).stream().map(folder::resolve).toList();
  }

  /// By series the values that are drawn, in all charts.
  private Map<String, Set<Double>> drawn(List<Path> base, List<Path> candidate) throws IOException {
    String page = CompareReport.of(base, List.of(candidate), CompareOptions.USUAL).toHtml();
    String marker = "id=\"chart-data\">";
    int start = page.indexOf(marker) + marker.length();
    Map<String, Set<Double>> drawn = new TreeMap<>();
    for (JsonNode chart :
        new ObjectMapper().readTree(page.substring(start, page.indexOf("</script>", start))))
      for (JsonNode series :
          chart.findValues("series").stream().flatMap(OffScheduleCompareTest::stream).toList()) {
        String name = chart.path("looks").get(series.path("look").asInt()).path("name").asText();
        Set<Double> values = drawn.computeIfAbsent(name, _ -> new TreeSet<>());
        for (JsonNode point : series.path("points"))
          values.add((point.isArray() ? point.get(1) : point).asDouble());
      }
    return drawn;
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return IntStream.range(0, array.size()).mapToObj(array::get);
  }

  private static void assertThatOnlyTheOthersAreIn(Set<Double> values) {
    assertThat(values)
        .anyMatch(micros -> Math.abs(micros - 20) < 0.1)
        .contains(3.0)
        .noneMatch(micros -> micros > 1_000)
        .doesNotContain(403.0, 103.0);
  }

  @Test
  void aLaunchThatFellBehindIsNotDrawn() throws IOException {
    Map<String, Set<Double>> drawn = drawn(side("mixed"), side("other"));
    assertThat(drawn).containsOnlyKeys("epoll · base", "epoll · new");
    drawn.values().forEach(OffScheduleCompareTest::assertThatOnlyTheOthersAreIn);
  }

  @Test
  void runsThatAreTakenTogetherAreDrawnWithoutThemToo() throws IOException {
    Map<String, Set<Double>> drawn = drawn(side("mixed", "late"), side("other"));
    assertThat(drawn).containsOnlyKeys("epoll · base", "epoll · new");
    drawn.values().forEach(OffScheduleCompareTest::assertThatOnlyTheOthersAreIn);
  }

  @Test
  void aCellOfWhichNothingElseIsKnownIsNotDrawn() throws IOException {
    assertThat(drawn(side("mixed"), side("late"))).containsOnlyKeys("epoll · base");
    Files.delete(folder.resolve("other/histograms.hlog"));
    assertThat(drawn(side("mixed"), side("other"))).containsOnlyKeys("epoll · base");
  }
}
