package acceptbench.run.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A file of a run that is read again by `--resume`. It may come from somebody else, so its size is
/// checked before it is read into memory.
final class SmallFile {
  private SmallFile() {}

  /// The file's bytes; empty if it is not a regular file, or larger than any file of a run.
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
