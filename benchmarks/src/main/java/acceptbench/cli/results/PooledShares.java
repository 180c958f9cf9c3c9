package acceptbench.cli.results;

import acceptbench.launch.TemporaryFolder;
import acceptbench.launch.UserError;
import acceptbench.run.folder.SharePool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a command does with several folders that are the shares of one plan: takes them together.
record PooledShares(SharePool pool) {
  /// Empty where the folders are no shares.
  ///
  /// @throws UserError where some are and some not, or they don't fit together
  static Optional<PooledShares> of(List<Path> folders) throws UserError, IOException {
    return folders.size() < 2 ? Optional.empty() : SharePool.of(folders).map(PooledShares::new);
  }

  /// Makes one run's folder of them, and says on standard error what a reader has to know.
  void write(Path folder) throws UserError, IOException {
    pool.inProgress()
        .forEach(
            (share, pid) ->
                note(
                    share + ": a run is in progress (pid " + pid + "); its launches so far count"));
    pool.write(folder).forEach(PooledShares::note);
  }

  /// A folder that the caller deletes, named after the first share.
  static Path temporary(Path first, int count) throws IOException {
    String name =
        first.toAbsolutePath().normalize().getFileName() + " and " + (count - 1) + " more";
    Path parent = Files.createTempDirectory(TemporaryFolder.own(), "shares");
    return parent.resolve(name);
  }

  static void note(String line) {
    System.err.println("acceptbench: note: " + line);
  }
}
