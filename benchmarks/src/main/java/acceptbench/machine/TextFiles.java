package acceptbench.machine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Files of `/proc` and `/sys`. Any of them may be missing, on another kernel or architecture or in
/// a container that hides it, and then counts as empty.
///
/// @param root the file system's root, `/`
record TextFiles(Path root) {
  /// The first line without white space around it; empty where there is none.
  String line(String file) {
    return lines(file).findFirst().orElse("").strip();
  }

  Stream<String> lines(String file) {
    try {
      return Files.readAllLines(root.resolve(file), ISO_8859_1).stream();
    } catch (IOException notThere) {
      return Stream.empty();
    }
  }
}
