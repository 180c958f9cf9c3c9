package acceptbench.run.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import acceptbench.run.jmh.KeptResult;
import acceptbench.run.jmh.StoredLaunch;
import acceptbench.run.plan.Launch;
import acceptbench.run.plan.Plan;
import acceptbench.run.plan.PlannedCell;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;

/// The results of a run on disk: files for each launch, durable when it is over, and
/// `results.json`, which is all cells in one array, each with the launches that it has so far as
/// JMH's forks.
///
/// `results.json` is always valid, and whole when the run begins and ends. In between it is made
/// anew whenever the launches have grown to twice of what it has, so that a long run does not write
/// all of them again after each one; nor does it keep their texts in memory.
public final class Results {
  private final RunFolder folder;

  /// The launches that have files.
  private final SortedSet<Launch> measured = new TreeSet<>();

  /// How long the launches' texts are, in UTF-16 units: those that are in `results.json`, and those
  /// that are not yet.
  private long merged;

  private long added;

  public Results(RunFolder folder) {
    this.folder = folder;
  }

  /// Writes `results.json` with what an earlier part of the run has measured.
  public synchronized void begin() throws IOException {
    merge(true);
  }

  /// Takes up the launches that an earlier part of the run has measured. One whose file is damaged,
  /// or holds another cell, counts as not there, and is measured again.
  ///
  /// @param visitor is shown each of them
  public synchronized Set<Launch> restore(Plan plan, BiConsumer<Launch, StoredLaunch> visitor)
      throws IOException {
    for (int i = 0; i < plan.cells().size(); i++) {
      PlannedCell cell = plan.cells().get(i);
      for (int number = 1; number <= plan.launches(cell); number++) {
        Launch launch = new Launch(i, number);
        Optional<StoredLaunch> stored = files(launch).read();
        if (stored.isEmpty() || !LaunchFiles.isOf(cell, stored.get())) continue;
        measured.add(launch);
        visitor.accept(launch, stored.get());
      }
    }
    return Set.copyOf(measured);
  }

  private LaunchFiles files(Launch launch) {
    return new LaunchFiles(folder.cells(), launch);
  }

  /// Keeps a measured launch, in the place of one that was measured before.
  public synchronized void add(Launch launch, RunResult result) throws IOException {
    added += files(launch).write(result);
    measured.add(launch);
    if (added >= merged) merge(false);
  }

  /// Makes `results.json` whole.
  ///
  /// @param durable whether to wait for the disk; the launches' files are on it in any case
  public synchronized void merge(boolean durable) throws IOException {
    merge(measured.stream().map(this::files).toList(), durable);
    merged += added;
    added = 0;
  }

  private void merge(List<LaunchFiles> files, boolean durable) throws IOException {
    new WholeFile(folder.results(), durable).write(out -> writeArray(files, out));
  }

  /// One cell's text in memory at a time.
  private static void writeArray(List<LaunchFiles> files, OutputStream out) throws IOException {
    String separator = "[\n";
    for (List<LaunchFiles> cell : byCell(files).values()) {
      String object = cell.size() == 1 ? cell.getFirst().object() : LaunchFiles.object(read(cell));
      out.write(separator.getBytes(UTF_8));
      out.write(object.getBytes(UTF_8));
      separator = ",\n";
    }
    out.write((files.isEmpty() ? "[\n\n]\n" : "\n]\n").getBytes(UTF_8));
  }

  private static SortedMap<Integer, List<LaunchFiles>> byCell(List<LaunchFiles> files) {
    SortedMap<Integer, List<LaunchFiles>> cells = new TreeMap<>();
    for (LaunchFiles each : files)
      cells.computeIfAbsent(each.launch().cell(), _ -> new ArrayList<>()).add(each);
    return cells;
  }

  private static List<StoredLaunch> read(List<LaunchFiles> cell) throws IOException {
    List<StoredLaunch> launches = new ArrayList<>();
    for (LaunchFiles each : cell)
      launches.add(each.read().orElseThrow(() -> new IOException(each.json() + " is damaged")));
    return launches;
  }

  /// Makes `results.json` whole after a run that was killed, for those who read it.
  ///
  /// @return whether it was not
  public static boolean completeAfterCrash(RunFolder folder) throws IOException {
    if (!Files.isDirectory(folder.cells()) || !Files.isWritable(folder.path())) return false;
    if (!Files.exists(folder.results())) return false;
    FileTime written = Files.getLastModifiedTime(folder.results());
    SortedMap<Launch, LaunchFiles> whole = new TreeMap<>();
    boolean newer = false;
    try (Stream<Path> files = Files.list(folder.cells())) {
      for (LaunchFiles each : files.flatMap(file -> LaunchFiles.of(file).stream()).toList()) {
        newer |= Files.getLastModifiedTime(each.json()).compareTo(written) > 0;
        if (each.read().isPresent()) whole.put(each.launch(), each);
      }
    }
    if (newer) new Results(folder).merge(List.copyOf(whole.values()), true);
    return newer;
  }

  /// All that was measured, in the plan's order, with what JMH's formats other than JSON need.
  public synchronized List<RunResult> kept() throws IOException {
    List<RunResult> kept = new ArrayList<>();
    for (List<LaunchFiles> cell : byCell(measured.stream().map(this::files).toList()).values())
      kept.add(KeptResult.of(StoredLaunch.join(read(cell))));
    return kept;
  }

  /// How many launches were measured.
  public synchronized int launches() {
    return measured.size();
  }

  /// How many cells have at least one measured launch.
  public synchronized int cells() {
    return (int) measured.stream().mapToInt(Launch::cell).distinct().count();
  }
}
