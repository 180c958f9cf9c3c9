package acceptbench.run.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.run.jmh.ResultText;
import acceptbench.run.jmh.StoredLaunch;
import acceptbench.run.plan.Launch;
import acceptbench.testing.BadInput;
import acceptbench.testing.InMemory;
import acceptbench.testing.ToyResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.results.format.ResultFormatType;

/// The two files of a launch, damaged or somebody else's: where they are taken, JMH can print them.
@Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadLaunchTest {
  @TempDir(factory = InMemory.class)
  private Path folder;

  private LaunchFiles files = new LaunchFiles(Path.of(""), new Launch(0, 1));

  private Path samples() {
    return folder.resolve("0001-1.samples");
  }

  @BeforeEach
  void measure() throws Exception {
    files = new LaunchFiles(folder, new Launch(0, 1));
    files.write(ToyResult.of("acceptbench.Toy.toy", Map.of("backlog", "5"), 3));
  }

  private static void print(Optional<StoredLaunch> launch) {
    StoredLaunch whole = launch.orElseThrow(() -> new IllegalArgumentException("damaged"));
    StoredLaunch more = whole.with("launch.machine", 1);
    String text =
        ResultText.of(ResultFormatType.JSON, List.of(StoredLaunch.join(List.of(more, more))));
    assertThat(text).contains("launch.machine");
  }

  private void feed(Path file) throws Exception {
    byte[] whole = Files.readAllBytes(file);
    BadInput.feed(
        content -> {
          Files.write(file, content);
          print(files.read());
        },
        IllegalArgumentException.class,
        whole);
  }

  @Test
  void whateverSamplesSayTheyArePrintedOrRefused() throws Exception {
    feed(samples());
  }

  @Test
  void whateverJmhsJsonSaysItIsPrintedOrRefused() throws Exception {
    feed(files.json());
  }

  /// Each of these kept a process busy or filled its memory, or ended it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[1000,9000000000000000000]]",
        "[[1000,400000000],[1001,400000000]]",
        "[[-1000,1]]",
        "[[1000,-1]]",
        "[[1000]]",
        "[[]]",
        "[null]",
        "null"
      })
  void noLaunchHasSuchSamples(String iteration) throws Exception {
    Files.writeString(samples(), "{\"connect\":[" + iteration + "]}");
    assertThat(files.read()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483647", "-1"})
  void noLaunchHasSoManyIterations(String number) throws Exception {
    String json = Files.readString(files.json());
    Files.writeString(
        files.json(),
        json.replaceFirst("(\"measurementIterations\" : )\\d+", "$1" + number),
        UTF_8);
    assertThat(files.read()).isEmpty();
  }
}
