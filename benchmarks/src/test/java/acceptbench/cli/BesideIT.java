package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Another program that does the same work before and after each iteration.
class BesideIT {
  private static final String PROFILER = "acceptbench.profile.BesideProfiler:";

  @TempDir private Path folder;

  @Test
  void itsFigureIsThatOfBothSidesOfEachMeasuredIteration() throws Exception {
    End end = beside("echo run >>ran; wc -l <ran; echo 70");
    assertThat(end.exitCode()).as("%s", end).isZero();
    JsonNode result = new ObjectMapper().readTree(folder.resolve("run/results.json").toFile());
    JsonNode metrics = result.at("/0/secondaryMetrics");
    // The means of 1 and 2, and of 3 and 4; none of warm-up.
    assertThat(metrics.at("/beside/rawData").toString()).isEqualTo("[[1.5,3.5]]");
    assertThat(metrics.at("/beside.2/rawData").toString()).isEqualTo("[[70.0,70.0]]");
  }

  @ParameterizedTest
  @CsvSource({
    "exit 7,ended with 7",
    "echo much,printed no numbers: much",
    "echo run >>ran; seq $(wc -l <ran),printed 1 numbers and then 2"
  })
  void aProgramThatFailsFailsTheCellAndIsNamed(String command, String reason) throws Exception {
    End end = beside(command);
    assertThat(end.exitCode()).as("%s", end).isEqualTo(1);
    assertThat(end.out())
        .anyMatch(
            line -> line.contains("FAILED: the program beside, '" + command + "', " + reason));
  }

  private End beside(String command) throws Exception {
    String line = "Toy -p backlog=5 -wi 1 -i 2 --results run -prof";
    Stream<String> arguments = Stream.of(line.split(" ", -1));
    return new Program(folder)
        .run(Stream.concat(arguments, Stream.of(PROFILER + command)).toArray(String[]::new));
  }
}
