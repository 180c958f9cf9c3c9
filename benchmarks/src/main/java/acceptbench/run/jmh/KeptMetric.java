package acceptbench.run.jmh;

import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.util.ListStatistics;

/// A metric as JMH's CSV, text and LaTeX show it, without the values that it was made from.
final class KeptMetric extends Result<KeptMetric> {
  private static final long serialVersionUID = 1;

  private final double score;
  private final double error;
  private final long samples;

  KeptMetric(ResultRole role, String label, double score, double error, String unit, long samples) {
    super(role, label, new ListStatistics(), unit, AggregationPolicy.AVG);
    this.score = score;
    this.error = error;
    this.samples = samples;
  }

  static KeptMetric of(Result<?> result) {
    return new KeptMetric(
        result.getRole(),
        result.getLabel(),
        result.getScore(),
        result.getScoreError(),
        result.getScoreUnit(),
        result.getSampleCount());
  }

  @Override
  public double getScore() {
    return score;
  }

  @Override
  public double getScoreError() {
    return error;
  }

  @Override
  public long getSampleCount() {
    return samples;
  }

  @Override
  protected Aggregator<KeptMetric> getThreadAggregator() {
    throw new UnsupportedOperationException("already aggregated");
  }

  @Override
  protected Aggregator<KeptMetric> getIterationAggregator() {
    throw new UnsupportedOperationException("already aggregated");
  }
}
