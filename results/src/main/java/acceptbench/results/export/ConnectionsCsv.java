package acceptbench.results.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import acceptbench.results.file.LineFile;
import acceptbench.results.file.ResultsException;
import acceptbench.results.run.Cell;
import acceptbench.results.run.Run;
import acceptbench.results.text.Csv;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// A row for each connection of a run, launch after launch, as CSV that is compressed by gzip: what
/// the files in `connections` have, with a column for each parameter that tells cells apart in the
/// place of the cell's tag.
final class ConnectionsCsv {
  private static final String SUFFIX = ".csv.gz";
  private static final String CELL = "cell,";

  /// A cell's tag has some hundred characters, and the command of a user's program a few thousand.
  private static final int LONGEST_LINE = 1_000_000;

  private final List<String> params;
  private final Map<String, String> places = new HashMap<>();
  private final Writer out;
  private String header = "";

  private ConnectionsCsv(Run run, Writer out) {
    this.out = out;
    Map<String, ExportedCell> cells = new HashMap<>();
    Set<String> told = new LinkedHashSet<>();
    for (Cell cell : run.cells()) {
      ExportedCell exported = new ExportedCell(cell, run.environment());
      cells.put(cell.tag(), exported);
      told.addAll(exported.params().keySet());
    }
    params = List.copyOf(told);
    cells.forEach((tag, cell) -> places.put(tag, place(cell)));
  }

  private String place(ExportedCell cell) {
    List<String> values = new ArrayList<>(List.of(cell.benchmark()));
    params.forEach(name -> values.add(cell.params().getOrDefault(name, "")));
    return Csv.fields(values) + ",";
  }

  /// Writes them, and leaves the stream open.
  ///
  /// @throws IllegalArgumentException where the run kept none
  /// @throws ResultsException where a file is damaged, or is of another run
  static void write(Run run, OutputStream out) throws IOException {
    List<Path> files = files(run.source().resolve("connections"));
    if (files.isEmpty())
      throw new IllegalArgumentException(
          run.source() + ": no rows of connections; they are kept where a run has --connections");
    GZIPOutputStream compressed = new GZIPOutputStream(out, 1 << 16);
    Writer text = new BufferedWriter(new OutputStreamWriter(compressed, UTF_8));
    ConnectionsCsv csv = new ConnectionsCsv(run, text);
    for (Path file : files) csv.copy(file);
    text.flush();
    compressed.finish();
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private void copy(Path file) throws IOException {
    new LineFile(file, LONGEST_LINE)
        .forEachUncompressed(
            (number, line) -> {
              if (number == 1) head(file, line);
              else row(file, number, line);
            });
  }

  private void head(Path file, String line) throws IOException {
    if (!line.startsWith(CELL))
      throw new ResultsException(file, "line 1: not the names of the columns of connections");
    if (header.isEmpty()) {
      List<String> names = new ArrayList<>(List.of("benchmark"));
      names.addAll(params);
      out.write(Csv.fields(names) + "," + line.substring(CELL.length()) + "\r\n");
      header = line;
    } else if (!line.equals(header)) {
      throw new ResultsException(file, "line 1: other columns than the files before it");
    }
  }

  private void row(Path file, int number, String line) throws IOException {
    int end = endOfFirst(line);
    String tag = line.substring(0, end).replaceAll("^\"|\"$", "").replace("\"\"", "\"");
    String place = places.get(tag);
    if (place == null)
      throw new ResultsException(file, "line " + number + ": of a cell that is not in the run");
    out.write(place);
    out.write(line, Math.min(line.length(), end + 1), Math.max(0, line.length() - end - 1));
    out.write("\r\n");
  }

  /// A tag has no comma.
  private static int endOfFirst(String line) {
    int comma = line.indexOf(',');
    return comma < 0 ? line.length() : comma;
  }
}
