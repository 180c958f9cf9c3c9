package acceptbench.run;

import acceptbench.results.Report;
import acceptbench.run.folder.RunFolder;
import acceptbench.run.plan.Share;
import java.io.IOException;
import java.io.PrintStream;

/// The end of a run: its table, its report, and where all of it is kept.
final class RunEnd {
  private RunEnd() {}

  static void show(RunUnderWay run, Share share, RunFolder folder, PrintStream out)
      throws IOException {
    out.println();
    if (run.anyMeasured()) {
      Report.write(folder.path());
      out.println(Report.table(folder.path()));
      if (!share.isWhole())
        out.printf(
            "This is share %s: what the shares say together, report SHARE... --output DIR"
                + " tells.%n%n",
            share);
    }
    out.println(run.summary());
    out.println("  " + folder.results());
    out.println("  " + folder.environment());
    if (run.anyMeasured()) {
      out.println("  " + folder.path().resolve("report.md"));
      out.println("  " + folder.path().resolve("report.html"));
    }
  }
}
