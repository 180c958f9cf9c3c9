package acceptbench.results.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/// Files that are there whole or not at all.
public final class AtomicFile {
  private AtomicFile() {}

  /// Writes all, then renames each into place; on failure what was there before is untouched.
  public static void write(Map<Path, byte[]> contents) throws IOException {
    try {
      for (Map.Entry<Path, byte[]> entry : contents.entrySet()) {
        Files.write(partOf(entry.getKey()), entry.getValue());
      }
      for (Path file : contents.keySet()) {
        Files.move(
            partOf(file),
            file,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      for (Path file : contents.keySet()) {
        Files.deleteIfExists(partOf(file));
      }
    }
  }

  /// A text as the content of a file.
  public static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Path partOf(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".part");
  }
}
