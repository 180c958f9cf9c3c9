package acceptbench.cli;

import acceptbench.launch.ExitCode;
import acceptbench.launch.UserError;
import acceptbench.results.export.ExportFormat;
import acceptbench.results.run.Run;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `export RUN --format FORMAT`: a run's figures as others read them.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a run's figures in a format that others read:",
      "  go             Go's benchmark text, a line a launch (benchstat -col /strategy)",
      "  github-action  JSON of github-action-benchmark (customSmallerIsBetter)",
      "  bencher        Bencher Metric Format",
      "  openmetrics    OpenMetrics text, which Prometheus reads",
      "All cells and metrics as CSV: report --csv."
    })
final class ExportCommand implements Callable<Integer> {
  private final PrintWriter out;

  @Parameters(paramLabel = "RUN", description = "a run's folder, or its results.json")
  private @Nullable Path run;

  @Option(names = "--format", paramLabel = "FORMAT", required = true, description = "see above")
  private String format = "";

  ExportCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws UserError {
    Path source = run;
    if (source == null) throw UserError.usage("export needs a RUN");
    String text = exported(source, chosen());
    out.print(text);
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

  private static String exported(Path source, ExportFormat format) throws UserError {
    Run read = UnusableFiles.with(() -> Run.readScores(source));
    try {
      return format.of(read);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e);
    }
  }
}
