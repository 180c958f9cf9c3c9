package acceptbench.results;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.results.export.ExportFormat;
import acceptbench.results.file.ResultsException;
import acceptbench.results.run.Run;
import acceptbench.testing.BadInput;
import acceptbench.testing.InMemory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The files of a run's folder, each of them damaged while the others are whole. Recorded are those
/// of a run that was really measured.
@Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadRunFilesTest {
  private static final int FEWER_CASES = 1_000;

  private static final String LAWS =
      """
      {"kernel": "6.18.44", "laws": [{"law": 1, "statement": "B+1 connect", "verdict": "holds",
      "note": "", "readings": [{"what": "connected", "predicted": 6, "measured": 6, "holds": true}]}]}
      """;

  private static final String REFERENCE =
      """
      {"what": "C", "command": "benchmarks/reference/beside", "unit": "µs", "pairs": "12",
      "rows": [{"name": "accept", "reference": 3.5, "measured": 3.75, "ratio": 1.07}]}
      """;

  @TempDir(factory = InMemory.class)
  private Path folder;

  private final Path published = Path.of("..", "results", "published").toAbsolutePath();
  private byte[] results = {};
  private byte[] environment = {};
  private byte[] depths = {};
  private String histograms = "";

  @BeforeEach
  void takeOneCell() throws IOException {
    try (Stream<Path> runs = Files.list(published)) {
      Path run = withResults(runs).sorted().findFirst().orElseThrow();
      results = smallest(run.resolve("results.json"));
      Files.write(folder.resolve("results.json"), results);
      environment = Files.readAllBytes(run.resolve("environment.json"));
      depths =
          firstLine(run.resolve("depth.jsonl"), 0)
              .replaceAll("(,[0-9.]+){20,}", ",7")
              .getBytes(UTF_8);
      for (int line = 0; line < 5; line++)
        histograms += firstLine(run.resolve("histograms.hlog"), line);
    }
  }

  private static Stream<Path> withResults(Stream<Path> published) {
    return published.filter(each -> Files.exists(each.resolve("results.json")));
  }

  private static String firstLine(Path file, int skipped) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.skip(skipped).findFirst().orElseThrow() + "\n";
    }
  }

  /// One cell, and of its metrics the first few.
  private static byte[] smallest(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode cells = json.readTree(file.toFile());
    ObjectNode cell = (ObjectNode) cells.get(0);
    ObjectNode metrics = (ObjectNode) cell.get("secondaryMetrics");
    List<String> names = metrics.properties().stream().map(Map.Entry::getKey).toList();
    metrics.retain(names.subList(0, Math.min(6, names.size())));
    return json.writeValueAsBytes(List.of(cell));
  }

  private void feed(String name, byte[] whole) {
    Path file = folder.resolve(name);
    BadInput.feed(
        content -> {
          Files.write(file, content);
          try {
            assertThat(Run.read(folder).cells()).isNotEmpty();
          } catch (ResultsException e) {
            assertThat(e).hasMessageStartingWith(file + ": ").message().hasLineCount(1);
            throw e;
          }
        },
        ResultsException.class,
        whole);
  }

  @Test
  void badResultsAreRefused() {
    feed("results.json", results);
  }

  @Test
  void aBadEnvironmentIsRefused() {
    feed("environment.json", environment);
  }

  @Test
  void badDepthsAreRefused() {
    feed("depth.jsonl", depths);
  }

  @Test
  void badHistogramsAreRefused() {
    feed("histograms.hlog", histograms.getBytes(UTF_8));
  }

  @Test
  void badLawsAreRefused() {
    feed("laws.json", LAWS.getBytes(UTF_8));
  }

  @Test
  void aBadReferenceIsRefused() {
    feed("reference.json", REFERENCE.getBytes(UTF_8));
  }

  /// Damaged before it was compressed, and after.
  @Test
  void badRowsOfConnectionsAreRefused() throws IOException {
    Run run = Run.read(folder);
    String cell = run.cells().getFirst().tag();
    byte[] rows =
        "cell,launch,iteration,connection,fate\r\n%1$s,1,0,1,served\r\n%1$s,1,0,2,ghost\r\n"
            .formatted(cell)
            .getBytes(UTF_8);
    Path file = Files.createDirectory(folder.resolve("connections")).resolve("0001-1.csv.gz");
    feedRows(file, run, content -> Files.write(file, compressed(content)), rows);
    feedRows(file, run, content -> Files.write(file, content), compressed(rows));
  }

  private static void feedRows(Path file, Run run, BadInput.Parser write, byte[] whole) {
    BadInput.feed(
        content -> {
          write.parse(content);
          try {
            ExportFormat.CONNECTIONS.write(run, OutputStream.nullOutputStream());
          } catch (ResultsException e) {
            assertThat(e).hasMessageStartingWith(file + ": ").message().hasLineCount(1);
            throw e;
          }
        },
        ResultsException.class,
        whole);
  }

  private static byte[] compressed(byte[] content) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(content);
    }
    return compressed.toByteArray();
  }

  /// Whatever numbers a file holds, there is a report of them or none at all.
  @Test
  void ofBadResultsThereIsAWholeReportOrNone() throws IOException {
    Path file = folder.resolve("results.json");
    Path markdown = folder.resolve("report.md");
    Path html = folder.resolve("report.html");
    BadInput.feed(
        FEWER_CASES,
        content -> {
          Files.write(file, content);
          Files.deleteIfExists(markdown);
          Files.deleteIfExists(html);
          try {
            Report.write(folder);
            assertThat(Files.readString(html).strip()).endsWith("</html>");
            assertThat(markdown).isNotEmptyFile();
          } catch (ResultsException e) {
            assertThat(markdown).doesNotExist();
            assertThat(html).doesNotExist();
            throw e;
          }
        },
        ResultsException.class,
        results);
  }
}
