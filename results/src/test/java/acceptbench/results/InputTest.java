package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.results.file.ResultsException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bad input: one line that names file and place, and nothing half-written.
class InputTest {
  @TempDir Path folder;

  private Path results = Path.of("");

  @BeforeEach
  void nameTheFile() {
    results = folder.resolve("results.json");
  }

  private void isRefused(String complaint) throws IOException {
    assertThatThrownBy(() -> Report.write(folder))
        .isInstanceOf(ResultsException.class)
        .message()
        .startsWith(results + ": ")
        .contains(complaint)
        .hasLineCount(1);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("results.json");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~                                    | empty; expected JMH's JSON",
        "[]                                    | an empty array: no benchmark has a result",
        "{\"a\": 1}                            | expected JMH's JSON, an array of results, found an"
            + " object",
        "no json                               | line 1, column 1: not JSON: Unrecognized token"
            + " 'no'",
        "[{                                    | line 1, column 3: not JSON: Unexpected"
            + " end-of-input: expected close marker for Object that begins at line 1, column 2",
        "[1, 2]                                | [0]: expected a benchmark's result, found 1",
        "[{\"name\": \"x\"}]                   | [0].benchmark: expected the benchmark's name, as"
            + " JMH writes it, found nothing",
        "[{\"benchmark\": 7}]                  | [0].benchmark: expected the benchmark's name, as"
            + " JMH writes it, found 7",
        "[{\"benchmark\": \"x\"}]              | [0].primaryMetric: expected a metric, as JMH"
            + " writes it, found nothing",
        "[{\"benchmark\": \"x\", \"primaryMetric\": {\"score\": \"fast\"}}] |"
            + " [0].primaryMetric.score: expected a number, found \"fast\"",
        "[{\"benchmark\": \"x\", \"primaryMetric\": {\"rawData\": 1}}] | [0].primaryMetric.rawData:"
            + " expected an array, found 1",
        "[{\"benchmark\": \"x\", \"primaryMetric\": {}, \"params\": []}] | [0].params: expected an"
            + " object, found an array",
        "[{\"benchmark\": \"x\", \"primaryMetric\": {}, \"secondaryMetrics\": {\"a\": 1}}] |"
            + " [0].secondaryMetrics.a: expected a metric, as JMH writes it, found 1",
        "[{\"benchmark\": \"x\", \"primaryMetric\": {\"scorePercentiles\": {\"p99\": 1}}}] |"
            + " [0].primaryMetric.scorePercentiles.p99: expected a percentile",
        "[{\"benchmark\": \"x\", \"primaryMetric\": {}}] more | line 1, column",
      })
  void whatIsNotJmhsJsonIsRefusedWithItsPlace(String text, String complaint) throws IOException {
    Files.writeString(results, text);
    isRefused(complaint);
  }

  @Test
  void aTruncatedFileIsRefusedWhereverItEnds() throws IOException {
    SampleRun run = new SampleRun();
    run.burst("blocking", 16, 100);
    String whole = run.cells.toPrettyString();
    for (int length = 1; length < whole.length() - 1; length += 97) {
      Files.writeString(results, whole.substring(0, length));
      isRefused("line ");
    }
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Report.write(folder))
        .isInstanceOf(ResultsException.class)
        .hasMessage(results + ": no such file");
  }

  @Test
  void aMessageCarriesNoControlCharacters() throws IOException {
    Files.writeString(
        results, "[{\"benchmark\": \"x\", \"primaryMetric\": {\"score\": \"\\u001b[31m\\n\"}}]");
    isRefused("[0].primaryMetric.score: expected a number, found \" [31m \"");
  }

  @Test
  void aBrokenEnvironmentIsNamedAndTheOldReportStays() throws IOException {
    SampleRun.standard().writeTo(folder);
    Report.write(folder);
    String before = Files.readString(folder.resolve("report.md"));
    Files.writeString(folder.resolve("environment.json"), "{\"cells\": {\"failed\": 3}}");
    assertThatThrownBy(() -> Report.write(folder))
        .hasMessage(
            folder.resolve("environment.json") + ": cells.failed: expected an array, found 3");
    assertThat(Files.readString(folder.resolve("report.md"))).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "histograms.hlog | Tag=B.b;strategy=a;iteration=0;connect,0,1,2,HISTFAAAA     | line 2: not"
            + " a histogram: ",
        "histograms.hlog | Tag=B.b;strategy=a;iteration=0;connect,0,1,2,<script>      | line 2: not"
            + " a histogram: ",
        "depth.jsonl     | {\"benchmark\": \"b\", \"params\": {\"a\": \"1\"}, \"millis\": [1 | line"
            + " 2: not JSON: ",
        "depth.jsonl     | {\"millis\": [1, \"late\"], \"depth\": [1, 2]} | line 2.millis[1]:"
            + " expected a number, found \"late\"",
        "depth.jsonl     | {\"millis\": [1, 2], \"depth\": [1]}     | line 2.depth: expected as"
            + " many depths as times",
        "depth.jsonl     | {\"millis\": [1], \"depth\": [1], \"exact\": [{\"millis\": [1]}]} | line"
            + " 2.exact[0].depth: expected as many depths as times",
        "depth.jsonl     | {\"millis\": [1], \"depth\": [1], \"exact\": 7} | line 2.exact: expected"
            + " an array, found 7",
        "depth.jsonl     | [3]                                     | line 2: expected an object,"
            + " the depths of one iteration",
      })
  void aBrokenSideFileIsNamedWithItsLine(String name, String line, String complaint)
      throws IOException {
    SampleRun.standard().writeTo(folder);
    Files.writeString(folder.resolve(name), "\n" + line + "\n");
    assertThatThrownBy(() -> Report.write(folder))
        .isInstanceOf(ResultsException.class)
        .hasMessageStartingWith(folder.resolve(name) + ": " + complaint)
        .message()
        .hasLineCount(1);
    assertThat(folder.resolve("report.html")).doesNotExist();
  }

  @Test
  void aHundredMegabytesOfSomethingElseAreRefused() throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(results)) {
      out.write("[{\"benchmark\": \"x\", \"primaryMetric\": {\"rawData\": [[0");
      for (int i = 0; i < 50_000_000; i++) {
        out.write(",1");
      }
      out.write("]]}}]");
    }
    isRefused("one result of more than 12 MB");
  }

  @Test
  void aHundredMegabytesOfResultsAreRead() throws IOException {
    SampleRun run = new SampleRun();
    ObjectNode cell = run.burst("blocking", 16, 100);
    StringBuilder histogram = new StringBuilder("[[[[1.5,1]");
    for (int i = 0; i < 100_000; i++) {
      histogram.append(",[").append(i).append(".25,3]");
    }
    histogram.append("]]]");
    cell.withObject("/primaryMetric").remove("rawData");
    cell.withObject("/primaryMetric")
        .set("rawDataHistogram", SampleRun.MAPPER.readTree(histogram.toString()));
    String one = cell.toString();
    try (BufferedWriter out = Files.newBufferedWriter(results)) {
      out.write("[" + one);
      for (long written = one.length(); written < 100_000_000; written += one.length()) {
        out.write("," + one);
      }
      out.write("]");
    }
    assertThat(Report.table(folder)).contains("blocking");
  }
}
