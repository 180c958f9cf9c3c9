package acceptbench.cli;

import org.openjdk.jmh.results.RunResult;

/// How a cell ended.
sealed interface Outcome {
  record Measured(RunResult result) implements Outcome {}

  /// The run goes on with the next cell.
  ///
  /// @param reason one line
  record Failed(String reason) implements Outcome {}

  /// Somebody shot a process of the run, and the run ends.
  ///
  /// @param process which one, in one line
  record Killed(String process) implements Outcome {}
}
