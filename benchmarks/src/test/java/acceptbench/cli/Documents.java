package acceptbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The documents that people wrote: all Markdown of the repository but what reports and builds
/// made.
final class Documents {
  static final Path ROOT = Path.of("..");
  private static final Set<String> MADE = Set.of("published", "target");

  private Documents() {}

  static List<Path> all() throws IOException {
    return files().filter(file -> file.toString().endsWith(".md")).sorted().toList();
  }

  /// Every file and folder but hidden ones, and those that are made; `./.ci/run` is hidden.
  static Stream<Path> files() throws IOException {
    return below(ROOT);
  }

  private static Stream<Path> below(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      Stream.Builder<Path> found = Stream.builder();
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        if (name.startsWith(".") || MADE.contains(name)) continue;
        found.add(entry);
        if (Files.isDirectory(entry)) below(entry).forEach(found::add);
      }
      return found.build();
    }
  }
}
