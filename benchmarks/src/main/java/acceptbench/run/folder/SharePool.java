package acceptbench.run.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import acceptbench.launch.UserError;
import acceptbench.run.folder.ShareFolder.CellName;
import acceptbench.run.jmh.StoredLaunch;
import acceptbench.run.plan.Launch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The shares of a plan (`--share I/N`), taken together into one run's folder, which every command
/// reads as it reads the folder of a run that measured all rounds on one machine: JMH itself prints
/// the cells, from the launches of all shares in the order of the rounds. On which machine each was
/// measured stands beside it, in the metric [#MACHINE].
public final class SharePool {
  /// 1, 2, 3, …: for each iteration the machine that measured it.
  public static final String MACHINE = "launch.machine";

  private final List<ShareFolder> shares;
  private final Machines machines;

  private SharePool(List<ShareFolder> shares) {
    this.shares = shares;
    this.machines = Machines.of(shares);
  }

  /// Whether a folder is that of a share.
  public static boolean isShare(Path folder) throws IOException {
    return ShareFolder.of(folder).isPresent();
  }

  /// Finds out whether folders are shares, and fit together.
  ///
  /// @return empty where none of them is a share
  /// @throws UserError in one line, naming two of them that don't fit together, and why
  public static Optional<SharePool> of(List<Path> folders) throws UserError, IOException {
    List<ShareFolder> shares = new ArrayList<>();
    List<Path> others = new ArrayList<>();
    for (Path folder : folders) {
      Optional<ShareFolder> share = ShareFolder.of(folder);
      share.ifPresentOrElse(shares::add, () -> others.add(folder));
    }
    if (shares.isEmpty()) return Optional.empty();
    if (!others.isEmpty())
      throw UserError.usage(
          "%s is no share of a plan, and %s is share %s: shares are taken together with shares"
              .formatted(others.getFirst(), shares.getFirst().name(), shares.getFirst().share()));
    for (int i = 1; i < shares.size(); i++)
      for (ShareFolder before : shares.subList(0, i)) before.checkFits(shares.get(i));
    shares.sort(Comparator.comparingInt(each -> each.share().number()));
    return Optional.of(new SharePool(shares));
  }

  static UserError misfit(ShareFolder one, ShareFolder other, String has, String hasNot) {
    return UserError.usage(
        "%s and %s don't fit together: %s, and %s"
            .formatted(one.name(), other.name(), has, hasNot));
  }

  /// The runs in progress among them, by process id and folder.
  public Map<Path, String> inProgress() {
    Map<Path, String> found = new LinkedHashMap<>();
    for (ShareFolder share : shares)
      RunLock.holder(share.folder()).ifPresent(pid -> found.put(share.folder().path(), pid));
    return found;
  }

  /// Writes `results.json`, `environment.json`, `histograms.hlog`, `depth.jsonl` and `connections/`
  /// of all shares together.
  ///
  /// @param folder is made where it is not there
  /// @return what a reader has to know: shares that are missing or not whole, machines that differ
  /// @throws UserError if the folder holds a run that was measured, or a share's launches are gone
  public List<String> write(Path folder) throws UserError, IOException {
    RunFolder pooled = new RunFolder(folder);
    if (Files.exists(pooled.journal()) || isOfAnotherRun(pooled))
      throw UserError.usage(folder + ": holds a run that was measured; name another folder");
    Map<CellName, List<Placed>> cells = cells();
    if (cells.isEmpty())
      throw UserError.usage(shares.getFirst().name() + ": no launch of any share was measured");
    Files.createDirectories(folder);
    PooledEnvironment environment = new PooledEnvironment(shares, machines);
    new WholeFile(pooled.results(), true).write(out -> writeArray(cells, out));
    append(RunFolder::histograms, pooled);
    append(RunFolder::depths, pooled);
    takeConnections(cells, pooled);
    return environment.write(pooled.environment(), launches(cells), cells.size());
  }

  /// A report of shares may be made again, and nothing that was measured is written over.
  private static boolean isOfAnotherRun(RunFolder folder) throws IOException {
    return Files.exists(folder.results()) && !PooledEnvironment.isIn(folder.environment());
  }

  /// A launch's files, and the machine that they come from.
  private record Placed(LaunchFiles files, int machine) {
    StoredLaunch read() throws IOException {
      return files
          .read()
          .orElseThrow(() -> new IOException(files.json() + " is damaged"))
          .with(MACHINE, machine);
    }
  }

  private Map<CellName, List<Placed>> cells() throws UserError, IOException {
    Map<CellName, List<Placed>> cells = new LinkedHashMap<>();
    for (ShareFolder share : shares) {
      int machine = machines.of(share);
      share
          .launches()
          .forEach(
              (cell, launches) ->
                  launches.forEach(
                      each ->
                          cells
                              .computeIfAbsent(cell, _ -> new ArrayList<>())
                              .add(new Placed(each, machine))));
    }
    Comparator<Placed> byRound = Comparator.comparingInt(each -> each.files().launch().number());
    cells.values().forEach(launches -> launches.sort(byRound));
    return cells;
  }

  /// How many launches each share has.
  private SortedMap<Integer, Integer> launches(Map<CellName, List<Placed>> cells) {
    SortedMap<Integer, Integer> counts = new TreeMap<>();
    for (ShareFolder share : shares) {
      long count =
          cells.values().stream()
              .flatMap(List::stream)
              .filter(each -> each.files().folder().equals(share.folder().cells()))
              .count();
      counts.put(share.share().number(), (int) count);
    }
    return counts;
  }

  /// One cell's launches in memory at a time.
  private static void writeArray(Map<CellName, List<Placed>> cells, OutputStream out)
      throws IOException {
    String separator = "[\n";
    for (List<Placed> cell : cells.values()) {
      List<StoredLaunch> launches = new ArrayList<>();
      for (Placed each : cell) launches.add(each.read());
      out.write(separator.getBytes(UTF_8));
      out.write(LaunchFiles.object(launches).getBytes(UTF_8));
      separator = ",\n";
    }
    out.write("\n]\n".getBytes(UTF_8));
  }

  /// A cell has another number where another machine could measure more.
  private static void takeConnections(Map<CellName, List<Placed>> cells, RunFolder pooled)
      throws IOException {
    // Those of shares that were taken together here before.
    pooled.connections().restore(Set.of());
    int number = 0;
    for (List<Placed> launches : cells.values()) {
      for (Placed each : launches) {
        Launch launch = each.files().launch();
        RunFolder share = new RunFolder(each.files().folder().resolveSibling(""));
        pooled.connections().take(share.connections(), launch, new Launch(number, launch.number()));
      }
      number++;
    }
  }

  /// A file of a run to which its launches append.
  private interface Appended {
    Path in(RunFolder folder);
  }

  /// Puts the lines of all shares into one file; comments and legend once.
  private void append(Appended file, RunFolder pooled) throws IOException {
    List<Path> there =
        shares.stream().map(each -> file.in(each.folder())).filter(Files::exists).toList();
    if (there.isEmpty()) {
      Files.deleteIfExists(file.in(pooled));
      return;
    }
    new WholeFile(file.in(pooled), true)
        .write(
            out -> {
              for (Path each : there) {
                boolean isFirst = each.equals(there.getFirst());
                try (BufferedReader reader = Files.newBufferedReader(each);
                    Stream<String> lines = reader.lines()) {
                  for (String line : (Iterable<String>) lines::iterator)
                    if (isFirst || line.startsWith("Tag=") || line.startsWith("{"))
                      out.write((line + "\n").getBytes(UTF_8));
                }
              }
            });
  }
}
