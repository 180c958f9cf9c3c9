package acceptbench.cli.results;

import acceptbench.launch.ExitCode;
import acceptbench.launch.UserError;
import acceptbench.results.Report;
import acceptbench.results.ReportOptions;
import acceptbench.run.folder.Results;
import acceptbench.run.folder.RunFolder;
import acceptbench.run.folder.RunLock;
import acceptbench.run.folder.SharePool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `report RUN…`: makes `report.md` and `report.html` from the files of a run alone.
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Makes report.md and report.html from the files of a run, on any machine.",
      "RUN is a run's folder, or a file of JMH's JSON (-rf json) from anywhere.",
      "The folders of a plan's shares (--share I/N) are taken together into --output DIR, which",
      "every command then reads as one run."
    })
public final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", arity = "1..*", description = "folders or JMH JSON files")
  private List<Path> runs = List.of();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "where to write (default: the run's folder, or RUN-report for a file)")
  private @Nullable Path output;

  @Option(names = "--csv", description = "also write cells.csv: all cells, all metrics")
  private boolean csv;

  @Option(names = "--image", description = "also write chart.png, the main chart")
  private boolean image;

  @Option(names = "--table", description = "print the tables too")
  private boolean table;

  @Option(
      names = "--into",
      paramLabel = "FILE",
      description = {
        "put the main table, and the chart's image, into a Markdown file such as README.md,",
        "between its lines <!-- main table --> and <!-- end of main table -->"
      })
  private @Nullable Path document;

  @Override
  public Integer call() throws UserError {
    UnusableFiles.with(this::takeSharesTogether);
    checkSingle("--output", output);
    checkSingle("--into", document);
    for (Path run : runs) UnusableFiles.with(() -> report(run));
    return ExitCode.OK;
  }

  /// Goes on with the folder of all of them.
  private List<Path> takeSharesTogether() throws UserError, IOException {
    Optional<PooledShares> shares = PooledShares.of(runs);
    if (shares.isPresent()) {
      if (output == null)
        throw UserError.usage("shares are taken together into one folder: name it with --output");
      shares.get().write(output);
      runs = List.of(output);
    } else if (SharePool.isShare(runs.getFirst()))
      PooledShares.note(
          runs.getFirst() + " is one share of a plan; name all of them to take them together");
    return runs;
  }

  private void checkSingle(String option, @Nullable Path value) throws UserError {
    if (value != null && runs.size() > 1)
      throw UserError.usage(option + " takes one RUN at a time, and there are " + runs.size());
  }

  private List<Path> report(Path run) throws IOException {
    if (document != null) Report.checkInto(run, folderFor(run), document);
    if (!inProgress(run)) Results.completeAfterCrash(new RunFolder(run));
    if (table) System.out.println(Report.table(run));
    List<Path> files = Report.write(run, folderFor(run), new ReportOptions(csv, image));
    files.forEach(System.out::println);
    if (document != null) Report.into(run, folderFor(run), document);
    return files;
  }

  private static boolean inProgress(Path run) {
    Optional<String> holder = RunLock.holder(new RunFolder(run));
    holder.ifPresent(
        pid ->
            System.err.println(
                "acceptbench: "
                    + run
                    + ": a run is in progress (pid "
                    + pid
                    + "); this is a report of what its results.json has so far"));
    return holder.isPresent();
  }

  private Path folderFor(Path run) {
    if (output != null) return output;
    if (Files.isDirectory(run)) return run;
    String name = String.valueOf(run.getFileName()).replaceFirst("\\.json$", "");
    return run.resolveSibling(name + "-report");
  }
}
