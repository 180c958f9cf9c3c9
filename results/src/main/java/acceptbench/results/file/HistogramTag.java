package acceptbench.results.file;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a line of `histograms.hlog` is tagged with:
/// `BurstBenchmark.burst;backlog=128;strategy=blocking;iteration=0;launch=1;connect`. Forks write
/// it; resumed runs and reports read it.
///
/// @param cell as [#cell] names it
/// @param iteration of that launch, from 0
/// @param launch which of the cell's JVMs measured it, from 1; empty in runs of older versions
/// @param metric the distribution
public record HistogramTag(String cell, String iteration, String launch, String metric) {
  private static final String ITERATION = ";iteration=";
  private static final String LAUNCH = ";launch=";

  /// Characters that HdrHistogram does not allow in a tag.
  private static final Pattern NOT_ALLOWED = Pattern.compile("[,\\s]");

  /// The name of a cell in tags, `BurstBenchmark.burst;backlog=128;strategy=blocking`, with `_` for
  /// each character that is not allowed.
  ///
  /// @param benchmark class and method, with the package
  public static String cell(String benchmark, Map<String, String> parameters) {
    int method = benchmark.lastIndexOf('.');
    String name = benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
    String tag =
        new TreeMap<>(parameters)
            .entrySet().stream()
                .map(entry -> ";" + entry)
                .collect(Collectors.joining("", name, ""));
    return NOT_ALLOWED.matcher(tag).replaceAll("_");
  }

  /// The tag as it is written.
  public String text() {
    return cell + ITERATION + iteration + LAUNCH + launch + ";" + metric;
  }

  /// Reads what [#text] wrote; empty where the text is no such tag.
  public static Optional<HistogramTag> parse(String text) {
    int iteration = text.lastIndexOf(ITERATION);
    int metric = text.lastIndexOf(';');
    if (iteration < 0 || metric <= iteration) return Optional.empty();
    int launch = text.indexOf(LAUNCH, iteration);
    boolean hasLaunch = launch >= 0 && launch < metric;
    return Optional.of(
        new HistogramTag(
            text.substring(0, iteration),
            text.substring(iteration + ITERATION.length(), hasLaunch ? launch : metric),
            hasLaunch ? text.substring(launch + LAUNCH.length(), metric) : "",
            text.substring(metric + 1)));
  }
}
