package acceptbench.results;

import acceptbench.results.file.AtomicFile;
import acceptbench.results.file.ReadableFile;
import acceptbench.results.file.ResultsException;
import acceptbench.results.run.Environment;
import acceptbench.results.run.Run;
import acceptbench.results.run.Scenario;
import acceptbench.results.table.CellMarks;
import acceptbench.results.table.MainTable;
import acceptbench.results.table.OfferedRate;
import acceptbench.results.text.Markdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a README shows of a run: where it was made, its main table and its chart.
final class Extract {
  /// Parameters without which the table's numbers mean nothing; shown where they are not 0.
  private static final List<String> TOLD =
      List.of("burst", "burstRate", "rate", "handlerMicros", "acceptorMicros", "stallMillis");

  private static final String START = "<!-- main table -->";
  private static final String END = "<!-- end of main table -->";

  private final Run run;
  private final Path folder;
  private final Path document;

  /// @param folder where the run's report is
  /// @param document the Markdown file, in which links are relative
  private Extract(Run run, Path folder, Path document) {
    this.run = run;
    this.folder = folder;
    this.document = document;
  }

  /// Replaces what stands in a Markdown file between the lines `<!-- main table -->` and `<!-- end
  /// of main table -->`.
  ///
  /// @throws ResultsException if the file has no such lines, or the run no such table
  static void write(Run run, Path folder, Path document) throws IOException {
    byte[] all = AtomicFile.text(filledIn(run, folder, document));
    AtomicFile.write(Map.of(document, all));
  }

  /// Whether [#write] would do.
  ///
  /// @throws ResultsException as there
  static void check(Run run, Path folder, Path document) throws IOException {
    filledIn(run, folder, document);
  }

  private static String filledIn(Run run, Path folder, Path document) throws IOException {
    String text = ReadableFile.text(document);
    int start = text.indexOf(START + "\n");
    int end = text.indexOf(END, Math.max(start, 0));
    if (start < 0 || end < 0) {
      throw new ResultsException(
          document, "needs a line " + START + " and below it a line " + END + " to write between");
    }
    String before = text.substring(0, start + START.length());
    return before + "\n" + new Extract(run, folder, document).markdown() + text.substring(end);
  }

  private String markdown() throws ResultsException {
    Scenario scenario =
        MainScenario.of(run)
            .orElseThrow(() -> new ResultsException(run.source(), "no cell has connect latencies"));
    MainTable table =
        MainTable.of(scenario, new CellMarks(scenario))
            .orElseThrow(
                () ->
                    new ResultsException(
                        run.source(), "a main table needs strategies at two backlogs or more"));
    String chart =
        Files.exists(folder.resolve("chart.png"))
            ? "\n![connect p99 against backlog](" + link("chart.png") + ")\n"
            : "";
    return caption(scenario, table) + "\n\n" + table.grid().toMarkdown() + chart;
  }

  private String caption(Scenario scenario, MainTable table) {
    Environment environment = run.environment();
    List<String> parts = new ArrayList<>();
    parts.add("[" + Markdown.escape(run.name()) + "](" + link("report.md") + ")");
    Stream.of(
            environment.fact("cpu.model"),
            prefixed("", environment.fact("cpu.count"), " CPUs"),
            prefixed("Linux ", environment.fact("kernel.release"), ""),
            duration(environment))
        .filter(part -> !part.isEmpty())
        .forEach(part -> parts.add(Markdown.escape(part)));
    String told =
        TOLD.stream()
            .filter(name -> !scenario.key().constants().getOrDefault(name, "0").equals("0"))
            .map(name -> name + "=" + scenario.key().constants().get(name))
            .collect(Collectors.joining(" "));
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "%s: `%s`%s."
            .formatted(
                String.join(", ", parts),
                scenario.shortName().replace("`", ""),
                told.isEmpty() ? "" : " with `" + told.replace("`", "") + "`"));
    OfferedRate rate = OfferedRate.of(scenario);
    if (rate.isKnown()) sentences.add(rate.inFull());
    sentences.add("Counts are means over iterations, percentiles are of all iterations together.");
    sentences.add(table.orderNote());
    sentences.addAll(CellMarks.legend(List.of(table.grid())));
    return String.join(" ", sentences);
  }

  private static String prefixed(String before, String fact, String after) {
    return fact.isEmpty() ? "" : before + fact + after;
  }

  private static String duration(Environment environment) {
    try {
      Instant started = Instant.parse(environment.fact("startedAt"));
      Duration took = Duration.between(started, Instant.parse(environment.fact("finishedAt")));
      return took.toHours() > 0
          ? "%d h %d min".formatted(took.toHours(), took.toMinutesPart())
          : "%d min %d s".formatted(took.toMinutes(), took.toSecondsPart());
    } catch (DateTimeException unknown) {
      return ""; // a run that was interrupted, or JMH's JSON from elsewhere
    }
  }

  /// Relative to the document, with `/`, escaped as a URL is.
  private String link(String file) {
    Path from = document.toAbsolutePath().normalize().getParent();
    Path to = folder.toAbsolutePath().normalize().resolve(file);
    Path relative = from == null ? to : from.relativize(to);
    List<String> steps = new ArrayList<>();
    relative.forEach(step -> steps.add(PublishedIndex.encoded(step.toString())));
    return String.join("/", steps);
  }
}
