package acceptbench.run.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// The file of `-rff`, which somebody may read while it is written, or which may be none.
class UserFilesTest {
  @TempDir private Path folder;

  private static void write(Path file, String text) throws IOException {
    UserFiles.writeResults(new OptionsBuilder().result(file.toString()).build(), text);
  }

  private String[] names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toArray(String[]::new);
    }
  }

  @Test
  void whoReadsTheOldFileReadsItToItsEnd() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.csv"), "old and whole");
    try (InputStream reader = Files.newInputStream(file)) {
      assertThat(reader.read()).isEqualTo('o');
      write(file, "new");
      assertThat(new String(reader.readAllBytes(), UTF_8)).isEqualTo("ld and whole");
    }
    assertThat(file).hasContent("new");
    assertThat(names()).containsExactly("mine.csv");
  }

  @Test
  void whereItCanNotBeWrittenTheOldOneStays() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.json"), "old");
    Path none = folder.resolve("none");
    assertThatThrownBy(
            () -> UserFiles.copyResults(new OptionsBuilder().result(file.toString()).build(), none))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("mine.json: ");
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("mine.json");
  }

  /// As `/dev/stdout` is one.
  @Test
  void aLinkStaysOne() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "something longer");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    write(link, "new");
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  void aPipeIsWrittenTo() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    // Open for both, so that neither end waits for the other to be opened (fifo(7)).
    try (var _ = Files.newByteChannel(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      CompletableFuture<String> read =
          CompletableFuture.supplyAsync(
              () -> {
                try (InputStream reader = Files.newInputStream(pipe)) {
                  return new String(reader.readNBytes(3), UTF_8);
                } catch (IOException e) {
                  return e.toString();
                }
              });
      write(pipe, "new");
      assertThat(read.get()).isEqualTo("new");
    }
    assertThat(Files.readAttributes(pipe, "isOther")).containsEntry("isOther", true);
  }
}
