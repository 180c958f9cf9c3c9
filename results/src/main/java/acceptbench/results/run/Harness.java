package acceptbench.results.run;

import java.util.List;

/// How JMH ran a cell, as its JSON says; what is absent there is empty or 0 here.
///
/// @param measurementTime JMH's spelling, such as `10 s`; `single-shot` for single shots
public record Harness(
    String jmhVersion,
    String jdkVersion,
    String vmName,
    String vmVersion,
    List<String> jvmArgs,
    int threads,
    int forks,
    int warmupIterations,
    int measurementIterations,
    String measurementTime) {
  public Harness {
    jvmArgs = List.copyOf(jvmArgs);
  }

  /// Whether each fork did the same: other than in how many of them there were.
  public boolean asksTheSame(Harness other) {
    return threads == other.threads
        && warmupIterations == other.warmupIterations
        && measurementIterations == other.measurementIterations
        && measurementTime.equals(other.measurementTime);
  }
}
