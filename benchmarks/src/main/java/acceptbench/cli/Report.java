package acceptbench.cli;

import java.io.PrintStream;

/// The end of a run: where it is kept.
final class Report {
  private Report() {}

  static void show(Run run, RunFolder folder, PrintStream out) {
    out.println();
    out.println(run.summary());
    out.println("  " + folder.results());
    out.println("  " + folder.environment());
  }
}
