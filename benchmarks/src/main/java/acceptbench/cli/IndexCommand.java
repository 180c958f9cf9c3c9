package acceptbench.cli;

import acceptbench.launch.UserError;
import acceptbench.results.PublishedIndex;
import java.io.IOException;
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
        "Makes index.md and index.html over all runs in a folder, such as results/published.")
final class IndexCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "the folder that holds the runs' folders")
  private @Nullable Path folder;

  @Override
  public Integer call() throws UserError {
    if (folder == null) throw UserError.usage("index needs a folder");
    try {
      int runs = PublishedIndex.write(folder);
      String counted = runs == 1 ? "1 run in " : runs + " runs in ";
      System.out.println(counted + folder.resolve("index.html"));
      return 0;
    } catch (IOException e) {
      throw UnusableFiles.asUserError(e);
    }
  }
}
