package acceptbench.results;

import acceptbench.results.file.AtomicFile;
import acceptbench.results.file.ResultsException;
import acceptbench.results.run.Cell;
import acceptbench.results.run.Environment;
import acceptbench.results.run.Run;
import acceptbench.results.run.Scenario;
import acceptbench.results.text.Figures;
import acceptbench.results.text.Grid;
import acceptbench.results.text.Markdown;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The page over all published runs: a folder for each run, the latest first.
public final class PublishedIndex {
  private PublishedIndex() {}

  /// What an index was made of.
  ///
  /// @param runs how many it lists
  /// @param leftOut for each run that can't be read, what is wrong, in one line
  public record Made(int runs, List<String> leftOut) {}

  /// Writes `index.html` and `index.md` into a folder of runs, from their files. Folders without a
  /// `results.json` are no runs and are passed over.
  public static Made write(Path published) throws IOException {
    List<String> leftOut = new ArrayList<>();
    List<Entry> entries =
        runs(published, leftOut).stream()
            .sorted(Comparator.comparing(Entry::started).reversed().thenComparing(Entry::name))
            .toList();
    Map<Path, byte[]> files = new LinkedHashMap<>();
    files.put(published.resolve("index.md"), AtomicFile.text(markdown(entries)));
    files.put(published.resolve("index.html"), AtomicFile.text(html(entries)));
    AtomicFile.write(files);
    return new Made(entries.size(), leftOut);
  }

  /// A run as the index shows it.
  record Entry(
      String name,
      String link,
      String started,
      String kernel,
      String cpu,
      String measured,
      String cells,
      String strategies,
      String failed) {
    static Entry of(Run run) {
      Environment environment = run.environment();
      return new Entry(
          run.name(),
          encoded(run.name()) + "/report.html",
          Figures.minute(environment.fact("startedAt")),
          environment.fact("kernel.release"),
          environment.fact("cpu.model"),
          benchmarks(run),
          Figures.count(run.cells().size()),
          Long.toString(run.cells().stream().map(Cell::strategy).distinct().count()),
          Figures.count(environment.failed().size()));
    }

    List<String> texts() {
      return List.of(name, started, kernel, cpu, measured, strategies, cells, failed);
    }
  }

  /// The benchmarks, and what was measured beside them.
  private static String benchmarks(Run run) {
    String benchmarks =
        run.scenarios().stream()
            .map(Scenario::shortName)
            .distinct()
            .collect(Collectors.joining(", "));
    return run.reference().rows().isEmpty()
        ? benchmarks
        : benchmarks + ", beside " + run.reference().what();
  }

  /// A file's name as a part of a link.
  static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static List<Entry> runs(Path published, List<String> leftOut) throws IOException {
    List<Path> folders;
    try (Stream<Path> children = Files.list(published)) {
      folders =
          children
              .filter(child -> Files.isRegularFile(child.resolve("results.json")))
              .sorted()
              .toList();
    }
    List<Entry> entries = new ArrayList<>();
    for (Path folder : folders) {
      try {
        entries.add(Entry.of(Run.readScores(folder)));
      } catch (ResultsException e) {
        leftOut.add(String.valueOf(e.getMessage()));
      }
    }
    return entries;
  }

  private static String markdown(List<Entry> entries) {
    Grid grid =
        new Grid(
            List.of(
                Grid.text("run"),
                Grid.text("started"),
                Grid.text("kernel"),
                Grid.text("CPU"),
                Grid.text("measured"),
                Grid.number("strategies"),
                Grid.number("cells"),
                Grid.number("failed")),
            entries.stream().map(Entry::texts).toList());
    StringBuilder text = new StringBuilder("# Published runs\n\n").append(grid.toMarkdown());
    text.append('\n');
    for (Entry entry : entries) {
      String name = Markdown.escape(entry.name());
      text.append("- [%s](%s)\n".formatted(name, entry.link().replace("report.html", "report.md")));
    }
    return text.toString();
  }

  private static String html(List<Entry> entries) {
    return Mustache.compiler()
        .withLoader(name -> new StringReader(Resources.text(name)))
        .defaultValue("")
        .compile(Resources.text("index.html.mustache"))
        .execute(
            Map.of(
                "title",
                "acceptbench: published runs",
                "style",
                Resources.text("style.css"),
                "entries",
                entries));
  }
}
