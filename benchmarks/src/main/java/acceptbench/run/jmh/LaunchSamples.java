package acceptbench.run.jmh;

import acceptbench.profile.Distribution;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.SampleTimeResult;
import org.openjdk.jmh.util.SampleBuffer;

/// The samples of a launch's secondary distributions, iteration by iteration. JMH's JSON has only
/// their means, which are not enough for percentiles over several launches.
///
/// @param distributions by the metric's name, for each iteration, values in nanoseconds with how
///     often each came
public record LaunchSamples(Map<String, List<List<long[]>>> distributions) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// More than any launch has, all distributions together: five of an hour at 27,000 connections a
  /// second.
  private static final long MOST_SAMPLES = 500_000_000;

  private static final TypeReference<TreeMap<String, List<List<long[]>>>> TYPE =
      new TypeReference<>() {};

  static LaunchSamples of(BenchmarkResult launch) {
    Map<String, List<List<long[]>>> distributions = new TreeMap<>();
    for (IterationResult iteration : launch.getIterationResults())
      iteration
          .getSecondaryResults()
          .forEach(
              (name, result) -> {
                if (result instanceof Distribution || result instanceof SampleTimeResult)
                  distributions.computeIfAbsent(name, _ -> new ArrayList<>()).add(counts(result));
              });
    return new LaunchSamples(distributions);
  }

  private static List<long[]> counts(Result<?> samples) {
    double unit = nanos(samples.getScoreUnit());
    List<long[]> counts = new ArrayList<>();
    samples
        .getStatistics()
        .getRawData()
        .forEachRemaining(
            each -> counts.add(new long[] {Math.round(each.getKey() * unit), each.getValue()}));
    return counts;
  }

  private static double nanos(String scoreUnit) {
    return TimeUnit.NANOSECONDS.convert(1, RestoredParams.unit(scoreUnit));
  }

  /// One iteration's distribution.
  static Distribution restored(String name, List<long[]> counts, String scoreUnit) {
    return new Distribution(name, buffer(counts), RestoredParams.unit(scoreUnit));
  }

  /// @param counts values in nanoseconds with how often each came
  static SampleBuffer buffer(List<long[]> counts) {
    SampleBuffer buffer = new SampleBuffer();
    for (long[] each : counts) for (long i = 0; i < each[1]; i++) buffer.add(each[0]);
    return buffer;
  }

  /// Whether JMH can take them. They may be damaged, or somebody else's: a count of thousands of
  /// millions would keep this process busy for hours.
  boolean areWhole() {
    List<List<long[]>> all = new ArrayList<>();
    for (List<List<long[]>> iterations : distributions.values()) {
      if (iterations == null) return false;
      all.addAll(iterations);
    }
    return areWhole(all);
  }

  /// The same of some distributions.
  static boolean areWhole(List<List<long[]>> distributions) {
    long samples = 0;
    for (List<long[]> counts : distributions) {
      if (counts == null) return false;
      for (long[] each : counts) {
        if (each == null || each.length != 2 || each[0] < 0 || each[1] < 0) return false;
        if (each[1] > MOST_SAMPLES - samples) return false;
        samples += each[1];
      }
    }
    return true;
  }

  /// For [#parse].
  public String text() throws IOException {
    return JSON.writeValueAsString(distributions) + "\n";
  }

  /// Reads what [#text] wrote.
  ///
  /// @throws JsonProcessingException if it is damaged
  public static LaunchSamples parse(String text) throws JsonProcessingException {
    TreeMap<String, List<List<long[]>>> distributions = JSON.readValue(text, TYPE);
    return new LaunchSamples(distributions == null ? Map.of() : distributions);
  }
}
