package acceptbench.run;

import org.openjdk.jmh.results.RunResult;

/// How a cell ended.
sealed interface Outcome {
  record Measured(RunResult result) implements Outcome {}

  /// The run goes on with the next cell.
  ///
  /// @param reason one line
  record Failed(String reason) implements Outcome {}
}
