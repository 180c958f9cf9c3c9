package acceptbench.profile;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;

/// How a cell is named in the tags of a histogram log:
/// `BurstBenchmark.burst;backlog=128;strategy=blocking`.
public final class CellTag {
  private CellTag() {}

  /// The name of the cell that a fork measures.
  static String of(BenchmarkParams benchmark) {
    Map<String, String> params = new HashMap<>();
    for (String key : benchmark.getParamsKeys()) params.put(key, benchmark.getParam(key));
    return of(benchmark.getBenchmark(), params);
  }

  /// The name. A tag may contain neither commas nor white space: `_` stands for each.
  ///
  /// @param benchmark class and method, with the package
  public static String of(String benchmark, Map<String, String> parameters) {
    int method = benchmark.lastIndexOf('.');
    String name = benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
    return new TreeMap<>(parameters)
        .entrySet().stream()
            .map(entry -> (";" + entry).replaceAll("[,\\s]", "_"))
            .collect(Collectors.joining("", name, ""));
  }
}
