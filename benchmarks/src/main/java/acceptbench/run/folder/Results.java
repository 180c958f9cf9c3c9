package acceptbench.run.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import acceptbench.run.jmh.KeptResult;
import acceptbench.run.jmh.ResultText;
import acceptbench.run.plan.PlannedCell;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;

/// The results of a run on disk: a JMH JSON file for each cell, durable when the cell is over, and
/// `results.json`, which is all of them in one array.
///
/// `results.json` is always valid, and whole when the run begins and ends. In between it is made
/// anew whenever the cells have grown to twice of what it has, so that a long run does not write
/// all of its cells again after each one; nor does it keep their texts in memory.
public final class Results {
  private final RunFolder folder;
  private final boolean formatted;

  /// The places in the plan of the cells that have a file.
  private final SortedSet<Integer> measured = new TreeSet<>();

  /// What JMH's other formats show of them, where one is asked for.
  private final Map<Integer, RunResult> kept = new TreeMap<>();

  /// Of the cells' texts, in UTF-16 units: those in `results.json`, and those that are not.
  private long merged;

  private long added;

  /// @param formatted whether JMH is to write them in a format other than JSON at the end
  public Results(RunFolder folder, boolean formatted) {
    this.folder = folder;
    this.formatted = formatted;
  }

  /// Writes `results.json` with what an earlier part of the run has measured.
  public synchronized void begin() throws IOException {
    merge(true);
  }

  /// Takes up the cells that an earlier part of the run has measured. A file that is damaged, or
  /// holds another cell, counts as not there: its cell is measured again.
  ///
  /// @return the places of those cells in the plan
  public synchronized Set<Integer> restore(List<PlannedCell> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      Optional<JsonNode> result = file(i).read();
      if (result.isEmpty() || !CellFile.isOf(cells.get(i), result.get())) continue;
      if (formatted && !restoreKept(i, result.get())) continue;
      measured.add(i);
    }
    return Set.copyOf(measured);
  }

  private boolean restoreKept(int index, JsonNode result) throws IOException {
    Optional<RunResult> restored = samples(index).read().map(it -> KeptResult.of(result, it));
    restored.ifPresent(it -> kept.put(index, it));
    return restored.isPresent();
  }

  private CellFile file(int index) {
    return new CellFile(folder.cells().resolve("%04d.json".formatted(index + 1)));
  }

  private SamplesFile samples(int index) {
    return new SamplesFile(folder.cells().resolve("%04d.samples".formatted(index + 1)));
  }

  /// Keeps a measured cell.
  ///
  /// @param index the cell's place in the plan
  public synchronized void add(int index, RunResult result) throws IOException {
    // Not by way of a file of JMH's: it would not tell that the disk is full.
    String text = ResultText.of(ResultFormatType.JSON, List.of(result));
    if (formatted) {
      KeptResult slim = KeptResult.of(result);
      samples(index).write(slim.samples());
      kept.put(index, slim);
    }
    file(index).write(text);
    measured.add(index);
    added += text.length();
    if (added >= merged) merge(false);
  }

  /// Makes `results.json` whole.
  ///
  /// @param durable whether to wait for the disk; the cells' files are on it in any case
  public synchronized void merge(boolean durable) throws IOException {
    List<CellFile> files = measured.stream().map(this::file).toList();
    merge(files, durable);
    merged += added;
    added = 0;
  }

  private void merge(List<CellFile> files, boolean durable) throws IOException {
    new WholeFile(folder.results(), durable).write(out -> writeArray(files, out));
  }

  /// One cell's text in memory at a time.
  private static void writeArray(List<CellFile> files, OutputStream out) throws IOException {
    String separator = "[\n";
    for (CellFile file : files) {
      out.write(separator.getBytes(UTF_8));
      out.write(file.object().getBytes(UTF_8));
      separator = ",\n";
    }
    out.write((files.isEmpty() ? "[\n\n]\n" : "\n]\n").getBytes(UTF_8));
  }

  /// Makes `results.json` whole after a run that was killed, for those who read it.
  ///
  /// @return whether it was not
  public static boolean completeAfterCrash(RunFolder folder) throws IOException {
    if (!Files.isDirectory(folder.cells()) || !Files.isWritable(folder.path())) return false;
    if (!Files.exists(folder.results())) return false;
    FileTime written = Files.getLastModifiedTime(folder.results());
    List<CellFile> whole = new ArrayList<>();
    boolean newer = false;
    try (Stream<Path> files = Files.list(folder.cells())) {
      for (Path file : files.filter(Results::isOfCell).sorted().toList()) {
        newer |= Files.getLastModifiedTime(file).compareTo(written) > 0;
        if (new CellFile(file).read().isPresent()) whole.add(new CellFile(file));
      }
    }
    if (newer) new Results(folder, false).merge(whole, true);
    return newer;
  }

  private static boolean isOfCell(Path file) {
    return file.getFileName().toString().matches("\\d{4,}\\.json");
  }

  /// What JMH's formats show of all that were measured, in the plan's order; none where only JSON
  /// is wanted.
  public synchronized List<RunResult> kept() {
    return List.copyOf(kept.values());
  }

  public synchronized int count() {
    return measured.size();
  }
}
