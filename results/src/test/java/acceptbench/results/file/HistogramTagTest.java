package acceptbench.results.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTagTest {
  @Test
  void aCellIsNamedByItsBenchmarkAndItsParametersInTheirOrder() {
    assertThat(
            HistogramTag.cell(
                "acceptbench.bench.BurstBenchmark.burst",
                Map.of("strategy", "command", "backlog", "16", "command", "node a.js, {port}")))
        .isEqualTo("BurstBenchmark.burst;backlog=16;command=node_a.js__{port};strategy=command");
  }

  @ParameterizedTest
  @CsvSource({
    "B.b;backlog=1;iteration=0;launch=12;connect, B.b;backlog=1, 0, 12, connect",
    "B.b;iteration=39;launch=1;firstByte, B.b, 39, 1, firstByte",
    // A user's command may look like a part of the tag.
    "B.b;command=x;iteration=7;launch=3;y;iteration=2;launch=1;c,"
        + " B.b;command=x;iteration=7;launch=3;y, 2, 1, c"
  })
  void whatIsWrittenIsRead(
      String text, String cell, String iteration, String launch, String metric) {
    HistogramTag tag = new HistogramTag(cell, iteration, launch, metric);
    assertThat(tag.text()).isEqualTo(text);
    assertThat(HistogramTag.parse(text)).contains(tag);
  }

  @Test
  void olderRunsDoNotSayWhichLaunchItWas() {
    assertThat(HistogramTag.parse("B.b;backlog=1;iteration=0;connect"))
        .contains(new HistogramTag("B.b;backlog=1", "0", "", "connect"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "B.b;backlog=1", "B.b;iteration=0", ";launch=1;connect"})
  void whatIsNoTagOfOursIsNone(String text) {
    assertThat(HistogramTag.parse(text)).isEmpty();
  }
}
