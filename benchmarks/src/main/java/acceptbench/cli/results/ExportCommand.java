package acceptbench.cli.results;

import acceptbench.launch.ExitCode;
import acceptbench.launch.UserError;
import acceptbench.results.export.ExportFormat;
import acceptbench.results.run.Run;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `export RUN --format FORMAT`: a run as others read it.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a run in a format that others read:",
      "  go             Go's benchmark text, a line a launch (benchstat -col /strategy)",
      "  github-action  JSON of github-action-benchmark (customSmallerIsBetter)",
      "  bencher        Bencher Metric Format",
      "  openmetrics    OpenMetrics text, which Prometheus reads",
      "  csv            a row for each cell and metric",
      "  connections    a row for each connection of a run with --connections, as compressed CSV:",
      "                 export RUN --format connections > connections.csv.gz"
    })
public final class ExportCommand implements Callable<Integer> {
  private final PrintStream out;

  @Parameters(paramLabel = "RUN", description = "a run's folder, or its results.json")
  private @Nullable Path run;

  @Option(names = "--format", paramLabel = "FORMAT", required = true, description = "see above")
  private String format = "";

  public ExportCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws UserError {
    Path source = run;
    if (source == null) throw UserError.usage("export needs a RUN");
    ExportFormat chosen = chosen();
    Run read = UnusableFiles.with(() -> Run.readScores(source));
    UnusableFiles.with(() -> exported(read, chosen));
    out.flush();
    return ExitCode.OK;
  }

  private ExportFormat chosen() throws UserError {
    try {
      return ExportFormat.named(format);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e);
    }
  }

  private ExportFormat exported(Run read, ExportFormat format) throws IOException, UserError {
    try {
      format.write(read, out);
      return format;
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e);
    }
  }
}
