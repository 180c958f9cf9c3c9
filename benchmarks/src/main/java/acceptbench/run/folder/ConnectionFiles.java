package acceptbench.run.folder;

import acceptbench.run.plan.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files with a row for each connection, one for each launch: `connections/0007-2.csv.gz`. A
/// launch writes to a file of another name, which takes the place of its last measurement's when it
/// has ended well.
///
/// @param folder need not exist
public record ConnectionFiles(Path folder) {
  private static final String SUFFIX = ".csv.gz";
  private static final String UNFINISHED = ".unfinished";
  private static final Pattern NAME = Pattern.compile("(.+)" + Pattern.quote(SUFFIX));

  /// The name of the file to which a launch appends.
  public String unfinished(Launch launch) {
    return LaunchFiles.name(launch) + SUFFIX + UNFINISHED;
  }

  /// A launch has ended.
  ///
  /// @param measured whether it ended well
  public void end(Launch launch, boolean measured) throws IOException {
    Path written = folder.resolve(unfinished(launch));
    Path whole = folder.resolve(LaunchFiles.name(launch) + SUFFIX);
    if (!measured) Files.deleteIfExists(written);
    else if (Files.exists(written)) Files.move(written, whole, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Removes what an earlier part of the run has left of launches that it did not finish.
  ///
  /// @param measured the launches that have a result
  public void restore(Set<Launch> measured) throws IOException {
    if (!Files.isDirectory(folder)) return;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        boolean isKept = launch(name).map(measured::contains).orElse(!name.endsWith(UNFINISHED));
        if (!isKept) Files.delete(file);
      }
    }
  }

  /// Takes up another folder's rows of a launch, where they were kept.
  ///
  /// @param name of the launch here
  void take(ConnectionFiles from, Launch launch, Launch name) throws IOException {
    Path rows = from.folder.resolve(LaunchFiles.name(launch) + SUFFIX);
    if (!Files.exists(rows)) return;
    Files.createDirectories(folder);
    Path here = folder.resolve(LaunchFiles.name(name) + SUFFIX);
    Files.copy(rows, here, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Optional<Launch> launch(String file) {
    Matcher name = NAME.matcher(file);
    return name.matches() ? LaunchFiles.named(name.group(1)) : Optional.empty();
  }
}
