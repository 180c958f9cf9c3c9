package acceptbench.run.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A file of a run that another run reads back: it may come from elsewhere, and is not read into
/// memory before it is known to fit there.
final class SmallFile {
  private SmallFile() {}

  /// The file's bytes; empty where it is no plain file, or larger than any that a run writes.
  ///
  /// @param most how many bytes it may have
  static Optional<byte[]> read(Path file, int most) throws IOException {
    // A pipe would be waited for.
    if (Files.exists(file) && !Files.isRegularFile(file)) return Optional.empty();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      return bytes.length > most ? Optional.empty() : Optional.of(bytes);
    }
  }
}
