package acceptbench.run.folder;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.run.plan.Launch;
import acceptbench.testing.InMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionFilesTest {
  private static final Launch LAUNCH = new Launch(6, 2);

  @TempDir(factory = InMemory.class)
  private Path folder;

  private ConnectionFiles files = new ConnectionFiles(Path.of(""));

  @BeforeEach
  void beginIn() {
    files = new ConnectionFiles(folder);
  }

  private void written(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aRepetitionTakesThePlaceOfTheFirstMeasurement() throws IOException {
    written(files.unfinished(LAUNCH), "first");
    files.end(LAUNCH, true);
    written(files.unfinished(LAUNCH), "second");
    files.end(LAUNCH, true);
    assertThat(names()).containsExactly("0007-2.csv.gz");
    assertThat(folder.resolve("0007-2.csv.gz")).hasContent("second");
  }

  @Test
  void ofAFailureNothingIsLeftAndWhatWasThereStays() throws IOException {
    written("0007-2.csv.gz", "first");
    written(files.unfinished(LAUNCH), "half");
    files.end(LAUNCH, false);
    assertThat(names()).containsExactly("0007-2.csv.gz");
    assertThat(folder.resolve("0007-2.csv.gz")).hasContent("first");
  }

  @Test
  void aRunThatGoesOnHasThoseOfItsResults() throws IOException {
    written("0007-2.csv.gz", "measured");
    written("0007-3.csv.gz", "without a result");
    written("0008-1.csv.gz.unfinished", "half");
    written("notes.txt", "the user's");
    files.restore(Set.of(LAUNCH));
    assertThat(names()).containsExactly("0007-2.csv.gz", "notes.txt");
  }
}
