package acceptbench.cli.results;

import acceptbench.launch.ExitCode;
import acceptbench.launch.UserError;
import acceptbench.results.PublishedIndex;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `index DIR`: the page over all runs that lie in a folder.
@Command(
    name = "index",
    mixinStandardHelpOptions = true,
    description =
        "Makes index.md and index.html over all runs in a folder, such as results/published.",
    footer = "Exit codes: 0 all are in it, 1 some could not be read and are named, 2 wrong usage.")
public final class IndexCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "the folder that holds the runs' folders")
  private @Nullable Path folder;

  @Override
  public Integer call() throws UserError {
    Path runs = folder;
    if (runs == null) throw UserError.usage("index needs a folder");
    PublishedIndex.Made made = UnusableFiles.with(() -> PublishedIndex.write(runs));
    made.leftOut().forEach(reason -> System.err.println("acceptbench: left out: " + reason));
    String counted = made.runs() == 1 ? "1 run in " : made.runs() + " runs in ";
    System.out.println(counted + runs.resolve("index.html"));
    return made.leftOut().isEmpty() ? ExitCode.OK : ExitCode.SOME_FAILED;
  }
}
