package acceptbench.cli.results;

import acceptbench.launch.ExitCode;
import acceptbench.launch.UserError;
import acceptbench.results.HistoryReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `history DIR…`: what runs of one machine have in common, in the order of time.
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description =
        "Shows the figures of cells that several runs have in common, run after run, with their"
            + " intervals, and which run is told apart from the one before it. Runs of another"
            + " machine than the latest one's are left out, and named; the kernel may differ.")
public final class HistoryCommand implements Callable<Integer> {
  private static final Set<String> ACROSS = Set.of("cpu", "network");

  @Parameters(
      paramLabel = "DIR",
      arity = "1..*",
      description = "runs' folders, or folders that hold some, such as results/published")
  private List<Path> places = List.of();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "also write history.html there, with charts")
  private @Nullable Path output;

  @Option(
      names = "--across",
      split = ",",
      paramLabel = "FACT",
      description = "take runs together although this differs: cpu, network")
  private Set<String> across = Set.of();

  @Override
  public Integer call() throws UserError {
    for (String fact : across)
      if (!ACROSS.contains(fact))
        throw UserError.usage("--across " + fact + ": it is one of cpu, network");
    HistoryReport history = UnusableFiles.with(this::history);
    history.apart().forEach(line -> System.err.println("acceptbench: left out: " + line));
    System.out.print(history.toText());
    Path folder = output;
    if (folder != null) System.out.println(UnusableFiles.with(() -> history.write(folder)));
    return ExitCode.OK;
  }

  private HistoryReport history() throws IOException, UserError {
    try {
      return HistoryReport.of(places, across);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e);
    }
  }
}
