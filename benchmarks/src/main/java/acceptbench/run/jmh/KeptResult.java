package acceptbench.run.jmh;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/// A measured cell with what JMH's CSV, text and LaTeX show of it, and no more: a few KiB, where
/// JMH's own object has every sample of every iteration. Not for JMH's JSON.
@SuppressWarnings({"serial", "rawtypes"}) // of JMH's types; this one is never serialized
public final class KeptResult extends RunResult {
  private final KeptMetric primary;
  private final Map<String, Result> secondary;

  private KeptResult(BenchmarkParams params, KeptMetric primary, Map<String, Result> secondary) {
    super(params, List.of());
    this.primary = primary;
    this.secondary = secondary;
  }

  /// Makes one from JMH's full result of a cell.
  public static KeptResult of(RunResult result) {
    Map<String, Result> secondary = new LinkedHashMap<>();
    Map<String, Result> all = result.getSecondaryResults();
    all.forEach((name, metric) -> secondary.put(name, KeptMetric.of((Result<?>) metric)));
    return new KeptResult(
        result.getParams(), KeptMetric.of((Result<?>) result.getPrimaryResult()), secondary);
  }

  @Override
  public Result getPrimaryResult() {
    return primary;
  }

  @Override
  public Map<String, Result> getSecondaryResults() {
    return secondary;
  }
}
