package acceptbench.run.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.testing.ToyResult;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;

class StoredLaunchTest {
  private static final List<List<RunResult>> CELLS =
      List.of(
          List.of(
              ToyResult.of("acceptbench.Burst.burst", Map.of("backlog", "5", "strategy", "nio"), 3),
              ToyResult.of("acceptbench.Burst.burst", Map.of("backlog", "5", "strategy", "nio"), 4),
              ToyResult.of(
                  "acceptbench.Burst.burst", Map.of("backlog", "5", "strategy", "nio"), 1)),
          List.of(ToyResult.of("acceptbench.Burst.burst", Map.of("backlog", "16"), 2)),
          List.of(
              ToyResult.of("acceptbench.Rate.rate", Map.of("rate", "1000"), 20),
              ToyResult.of("acceptbench.Rate.rate", Map.of("rate", "1000"), 2)));

  /// To the last digit, in each of its formats: as if it had measured all launches in one go.
  @ParameterizedTest
  @EnumSource
  void launchesFromDiskAreWhatJmhShowsOfItsOwnForks(ResultFormatType format) throws Exception {
    // Of cells with different parameters JMH's LaTeX can't be had.
    List<List<RunResult>> cells = format == ResultFormatType.LATEX ? CELLS.subList(0, 1) : CELLS;
    List<RunResult> jmhs = new ArrayList<>();
    List<RunResult> ours = new ArrayList<>();
    for (List<RunResult> launches : cells) {
      jmhs.add(forksOf(launches));
      List<StoredLaunch> stored = new ArrayList<>();
      for (RunResult launch : launches) stored.add(store(launch));
      RunResult joined = StoredLaunch.join(stored);
      ours.add(format == ResultFormatType.JSON ? joined : KeptResult.of(joined));
    }
    assertThat(ResultText.of(format, ours)).isEqualTo(ResultText.of(format, jmhs));
  }

  /// As JMH has several forks of its own.
  private static RunResult forksOf(List<RunResult> launches) throws Exception {
    BenchmarkParams params = RestoredParams.of(json(launches.getFirst()), launches.size());
    Collection<BenchmarkResult> forks =
        launches.stream().flatMap(launch -> launch.getBenchmarkResults().stream()).toList();
    return new RunResult(params, forks);
  }

  private static StoredLaunch store(RunResult launch) throws Exception {
    LaunchSamples samples = LaunchSamples.parse(StoredLaunch.samples(launch).text());
    return new StoredLaunch(json(launch), samples);
  }

  private static JsonNode json(RunResult result) throws Exception {
    String text = ResultText.of(ResultFormatType.JSON, List.of(result));
    return new ObjectMapper().readTree(text).get(0);
  }
}
