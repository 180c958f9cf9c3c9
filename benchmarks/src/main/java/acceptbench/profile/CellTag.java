package acceptbench.profile;

import acceptbench.results.file.HistogramTag;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;

/// How the cell that a fork measures is named in the files that it appends to.
final class CellTag {
  private CellTag() {}

  /// The name, as [HistogramTag#cell] has it.
  static String of(BenchmarkParams benchmark) {
    Map<String, String> params = new HashMap<>();
    for (String key : benchmark.getParamsKeys()) params.put(key, benchmark.getParam(key));
    return HistogramTag.cell(benchmark.getBenchmark(), params);
  }
}
