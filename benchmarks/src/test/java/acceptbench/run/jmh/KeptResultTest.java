package acceptbench.run.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.testing.ToyResult;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;

class KeptResultTest {
  private static final List<RunResult> MEASURED =
      List.of(
          ToyResult.of("acceptbench.Burst.burst", Map.of("backlog", "5", "strategy", "epoll"), 3),
          ToyResult.of("acceptbench.Burst.burst", Map.of("backlog", "16", "strategy", "nio"), 1),
          ToyResult.of("acceptbench.Rate.rate", Map.of("rate", "1000"), 20));

  /// To the last digit, whether kept in memory or read back from the cell's files.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JSON")
  void everyFormatButJsonShowsWhatJmhShowsOfItsOwnObjects(ResultFormatType format)
      throws Exception {
    // Of cells with different parameters JMH's LaTeX can't be had.
    List<RunResult> measured = format == ResultFormatType.LATEX ? MEASURED.subList(0, 2) : MEASURED;
    String jmhs = ResultText.of(format, measured);
    List<RunResult> kept = new ArrayList<>();
    List<RunResult> restored = new ArrayList<>();
    for (RunResult result : measured) {
      KeptResult slim = KeptResult.of(result);
      kept.add(slim);
      restored.add(KeptResult.of(json(result), slim.samples()));
    }
    assertThat(ResultText.of(format, kept)).isEqualTo(jmhs);
    assertThat(ResultText.of(format, restored)).isEqualTo(jmhs);
  }

  private static JsonNode json(RunResult result) throws Exception {
    String text = ResultText.of(ResultFormatType.JSON, List.of(result));
    return new ObjectMapper().readTree(text).get(0);
  }
}
