package acceptbench.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  private static final int MOST_FILES = 1_000_000;

  @TempDir private Path parent;

  @Test
  void isGoneWithAllThatIsInIt() throws IOException {
    Path folder = Files.createDirectory(parent.resolve("acceptbench-1"));
    Files.writeString(Files.createDirectory(folder.resolve("sub")).resolve("file"), "text");
    TemporaryFolder.delete(folder);
    assertThat(parent).isEmptyDirectory();
  }

  /// As by JMH, which is about to start a fork when the launcher is killed.
  @Test
  void isGoneAlsoWhereSomebodyGoesOnMakingFilesInIt() throws Exception {
    Path folder = Files.createDirectory(parent.resolve("acceptbench-1"));
    CountDownLatch begun = new CountDownLatch(1_000);
    CompletableFuture<Void> refused =
        CompletableFuture.runAsync(() -> makeFilesUntilRefused(folder, begun));
    begun.await();
    TemporaryFolder.delete(folder);
    assertThat(parent).isEmptyDirectory();
    assertThat(refused).succeedsWithin(30, TimeUnit.SECONDS);
  }

  private static void makeFilesUntilRefused(Path folder, CountDownLatch begun) {
    try {
      for (int i = 0; i < MOST_FILES; i++) {
        Files.createFile(folder.resolve("file" + i));
        begun.countDown();
      }
    } catch (NoSuchFileException refused) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("never refused");
  }

  @Test
  void whatHasAnotherNameStays() {
    TemporaryFolder.delete(parent);
    assertThat(parent).isDirectory();
  }
}
