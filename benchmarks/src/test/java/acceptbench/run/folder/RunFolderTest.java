package acceptbench.run.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.testing.ForbiddenCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir private Path folder;

  /// Where the disk does not take it, nothing has happened: so the disk was asked before the new
  /// file took the old one's name.
  @Test
  void aFileIsOnDiskBeforeItTakesItsName() throws Exception {
    Path file = folder.resolve("results.json");
    WholeFile.write(file, "old");
    assertThatThrownBy(() -> ForbiddenCall.FSYNC.in(() -> write(file)))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": Operation not permitted");
    assertThat(file).hasContent("old");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    assertThat(write(file)).isEqualTo(file);
    assertThat(file).hasContent("new");
  }

  private static Path write(Path file) throws IOException {
    WholeFile.write(file, "new");
    return file;
  }

  @Test
  void whatAForkHasLeftOfALineIsCutOff() throws Exception {
    Path log = folder.resolve("depth.jsonl");
    String line = "x".repeat(70_000) + "\n";
    for (String whole : new String[] {"", "\n", "a\nb\n", line, line + line}) {
      for (String torn : new String[] {"", "{", "y".repeat(200_000)}) {
        Files.writeString(log, whole + torn);
        TornLine.cut(log);
        assertThat(Files.readString(log)).isEqualTo(whole);
      }
    }
    TornLine.cut(folder.resolve("nothing"));
    assertThat(folder.resolve("nothing")).doesNotExist();
  }
}
