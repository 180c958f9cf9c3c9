package acceptbench.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/// `@TempDir(factory = InMemory.class)`: a folder for a test that writes the same small files ten
/// thousands of times, in memory where the machine has a place for that. On a disk such a test
/// waits for the disk nearly all the time: ext4 writes a file out each time that it is written over
/// (`auto_da_alloc`, ext4(5)), and fsync(2) does so anywhere.
public final class InMemory implements TempDirFactory {
  /// A tmpfs, by convention (shm_overview(7)).
  private static final Path MEMORY = Path.of("/dev/shm");

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
      throws IOException {
    return Files.isWritable(MEMORY)
        ? Files.createTempDirectory(MEMORY, "junit-")
        : Files.createTempDirectory("junit-");
  }
}
