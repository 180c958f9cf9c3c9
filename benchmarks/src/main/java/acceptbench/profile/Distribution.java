package acceptbench.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.ScalarDerivativeResult;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.SampleBuffer;

/// What JMH's [org.openjdk.jmh.results.SampleTimeResult] is as a secondary result, with the same
/// figures under the same names; but statistics and percentiles are made once.
///
/// JMH asks each iteration for all of its results for each of their names, and would make the
/// percentiles of each distribution anew each time: some hundred times an iteration.
public final class Distribution extends Result<Distribution> {
  private static final long serialVersionUID = 1;

  private final SampleBuffer samples;
  private final TimeUnit outputUnit;

  /// Of the statistics; JMH makes a new result of each at each call.
  private final ArrayList<ScalarDerivativeResult> percentiles = new ArrayList<>();

  /// @param samples in nanoseconds
  public Distribution(String label, SampleBuffer samples, TimeUnit outputUnit) {
    super(
        ResultRole.SECONDARY,
        label,
        samples.getStatistics(1.0 / TimeUnit.NANOSECONDS.convert(1, outputUnit)),
        TimeValue.tuToString(outputUnit) + "/op",
        AggregationPolicy.AVG);
    this.samples = samples;
    this.outputUnit = outputUnit;
    addPercentile("p0.00", 0);
    addPercentile("p0.50", 50);
    addPercentile("p0.90", 90);
    addPercentile("p0.95", 95);
    addPercentile("p0.99", 99);
    addPercentile("p0.999", 99.9);
    addPercentile("p0.9999", 99.99);
    addPercentile("p1.00", 100);
  }

  private void addPercentile(String name, double rank) {
    double value = getStatistics().getPercentile(rank);
    percentiles.add(
        new ScalarDerivativeResult(
            label + ":" + name, value, getScoreUnit(), AggregationPolicy.AVG));
  }

  @Override
  protected Collection<? extends Result<?>> getDerivativeResults() {
    return List.copyOf(percentiles);
  }

  @Override
  protected Aggregator<Distribution> getThreadAggregator() {
    return Distribution::join;
  }

  @Override
  protected Aggregator<Distribution> getIterationAggregator() {
    return Distribution::join;
  }

  private static Distribution join(Collection<Distribution> parts) {
    Distribution first = parts.iterator().next();
    if (parts.size() == 1) return first;
    SampleBuffer all = new SampleBuffer();
    for (Distribution part : parts) all.addAll(part.samples);
    return new Distribution(first.label, all, first.outputUnit);
  }

  @Override
  public String extendedInfo() {
    return distributionExtendedInfo();
  }
}
