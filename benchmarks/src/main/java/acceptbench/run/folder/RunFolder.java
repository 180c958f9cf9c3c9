package acceptbench.run.folder;

import acceptbench.launch.FileTrouble;
import acceptbench.launch.UserError;
import acceptbench.profile.ObservationProfiler;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// The folder in which a run is kept.
public record RunFolder(Path path) {
  private static final Path DEFAULT = Path.of("acceptbench-results");

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /// Creates the folder. One that is there already has to be empty of runs.
  ///
  /// @param wanted `--results`; without it a new folder below `acceptbench-results`
  /// @throws UserError if it can't be written to, or holds a run already
  public static RunFolder create(Optional<Path> wanted, Instant now) throws UserError {
    Path path = wanted.orElse(DEFAULT);
    try {
      RunFolder folder = new RunFolder(wanted.isPresent() ? wanted.get() : createUnused(now));
      path = folder.path;
      folder.checkUnused();
      Files.createDirectories(folder.cells());
      Path probe = Files.createTempFile(path, "probe", "");
      Files.delete(probe);
      return folder;
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  /// Whether [#create] would do, without leaving anything behind.
  ///
  /// @param wanted as there
  /// @throws UserError as there
  public static void checkUsable(Optional<Path> wanted) throws UserError {
    Path path = wanted.orElse(DEFAULT);
    try {
      if (wanted.isPresent()) new RunFolder(path).checkUnused();
      // To be sure takes a file: on /proc all looks writable to root.
      Files.delete(Files.createTempFile(existing(path.toAbsolutePath()), "probe", ""));
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  /// The folder, or the one above it in which it would be made.
  private static Path existing(Path folder) {
    Path parent = folder.getParent();
    return Files.exists(folder) || parent == null ? folder : existing(parent);
  }

  static UserError unusable(Path path, IOException e) {
    return UserError.usage(
        "results folder " + path + " can't be written to: " + FileTrouble.reason(e));
  }

  private void checkUnused() throws UserError {
    if (!holdsRun()) return;
    checkNotInProgress();
    throw holdsOne();
  }

  /// Owns a folder that [#create] made, so that only one of two runs that were started at the same
  /// time goes on.
  ///
  /// @param pid the process that a user would end to end the run
  /// @throws UserError if another run was faster
  public RunLock lockUnused(long pid) throws UserError, IOException {
    RunLock lock = RunLock.take(this, pid);
    if (!holdsRun()) return lock;
    lock.close();
    throw holdsOne();
  }

  /// Owns the folder of a run to go on with.
  ///
  /// @param pid the process that a user would end to end the run
  /// @throws UserError if there is none, or it is in progress
  public RunLock lockUsed(long pid) throws UserError {
    if (!holdsRun()) throw holdsNone(path);
    return RunLock.take(this, pid);
  }

  private boolean holdsRun() {
    return Files.exists(journal()) || Files.exists(environment()) || Files.exists(results());
  }

  private UserError holdsOne() {
    return UserError.usage(
        "--results "
            + path
            + ": holds a run already; name a folder that does not exist, or go on with --resume");
  }

  /// Whether [#lockUsed] would do, without leaving anything behind.
  ///
  /// @throws UserError as there
  public void checkUsed() throws UserError {
    if (!holdsRun()) throw holdsNone(path);
    checkNotInProgress();
  }

  private void checkNotInProgress() throws UserError {
    Optional<String> holder = RunLock.holder(this);
    if (holder.isPresent()) throw RunLock.inProgress(this, holder.get());
  }

  static UserError holdsNone(Path folder) {
    return UserError.usage("--resume " + folder + ": there is no run in that folder");
  }

  /// What the run was started with.
  public Path journal() {
    return path.resolve("journal.json");
  }

  public Path results() {
    return path.resolve("results.json");
  }

  public Path environment() {
    return path.resolve("environment.json");
  }

  public Path histograms() {
    return path.resolve("histograms.hlog");
  }

  /// Queue depths over time, a line for each iteration.
  Path depths() {
    return path.resolve("depth.jsonl");
  }

  /// The files that launches append to.
  public List<AppendedLines> appended() {
    return List.of(
        new AppendedLines(histograms(), LogLine::ofHistogram),
        new AppendedLines(depths(), LogLine::ofDepths));
  }

  /// Where rows of single connections are, if they are kept.
  public ConnectionFiles connections() {
    return new ConnectionFiles(path.resolve(ObservationProfiler.CONNECTIONS));
  }

  /// How often launches were measured again.
  public RepeatedLaunches repeated() {
    return new RepeatedLaunches(cells().resolve("repeated.json"));
  }

  /// Makes the files that forks append to end with whole lines.
  public void cutTornLines() throws IOException {
    TornLine.cut(histograms());
    TornLine.cut(depths());
  }

  public Path log() {
    return path.resolve("jmh.log");
  }

  /// One JMH JSON file for each measured cell.
  Path cells() {
    return path.resolve("cells");
  }

  /// Two runs that start within a second get folders of their own.
  private static Path createUnused(Instant now) throws IOException {
    Files.createDirectories(DEFAULT);
    String name = NAME.format(now);
    for (int i = 1; ; i++) {
      Path folder = DEFAULT.resolve(i == 1 ? name : name + "-" + i);
      try {
        return Files.createDirectory(folder);
      } catch (FileAlreadyExistsException e) {
        // Another run started in the same second: the next name.
      }
    }
  }
}
