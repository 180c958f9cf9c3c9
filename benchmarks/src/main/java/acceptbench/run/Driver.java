package acceptbench.run;

import acceptbench.launch.ExitCode;
import acceptbench.launch.Handover;
import acceptbench.launch.TemporaryFolder;
import acceptbench.launch.UserError;
import acceptbench.linux.process.ParentWatch;
import acceptbench.linux.socket.NetworkClaim;
import acceptbench.results.limit.LimitCheck;
import acceptbench.results.run.Run;
import acceptbench.run.folder.AppendedLines;
import acceptbench.run.folder.EnvironmentFile;
import acceptbench.run.folder.Journal;
import acceptbench.run.folder.RunFolder;
import acceptbench.run.folder.RunLock;
import acceptbench.run.folder.UserFiles;
import acceptbench.run.jmh.JmhOptions;
import acceptbench.run.jmh.JmhOutput;
import acceptbench.run.plan.ExternalServers;
import acceptbench.run.plan.KeptConnections;
import acceptbench.run.plan.LaunchOrder;
import acceptbench.run.plan.Plan;
import acceptbench.server.ClassArchive;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmh.runner.options.Options;

/// Runs a plan cell by cell. Whatever happens, each cell that was measured is on disk before the
/// next one starts, and no process outlives the run.
public final class Driver {
  /// Each strategy of Netty's that can't run here is reported by us, once.
  private static final Logger NETTY = Logger.getLogger("io.netty");

  /// Writing a class archive takes a second; in runs of this many launches or more it pays.
  private static final int WORTH_ARCHIVES = 12;

  private final Handover handover;
  private final RunRequest request;
  private final PrintStream out;
  private final PrintStream err;

  public Driver(Handover handover, RunRequest request, PrintStream out, PrintStream err) {
    this.handover = handover;
    this.request = request;
    this.out = out;
    this.err = err;
  }

  /// Runs the plan that is asked for, or what is left of the one to go on with; or only says what
  /// that would be.
  ///
  /// @return the exit code
  /// @throws UserError if the request is wrong or the machine lacks something; then nothing
  ///     was started and nothing is left
  public int run() throws UserError, IOException {
    NETTY.setLevel(Level.OFF);
    Interruption interruption = new Interruption(() -> interrupted("nothing was measured yet"));
    ParentWatch.start(handover.launcher(), () -> orphaned(interruption));
    try {
      // First of all: a strategy looks for lo when it is asked whether it can run here.
      Place place = Place.of(handover);
      if (request.dryRun()) return dryRun(place);
      if (request.resume().isEmpty()) return begin(place, interruption);
      return resume(place, new RunFolder(request.resume().get()), interruption);
    } catch (UserError | IOException e) {
      interruption.parkIfRequested();
      throw e;
    } finally {
      // Even if the disk is full: from here on the end of this JVM is no interruption.
      interruption.disarm();
    }
  }

  /// Says what would be measured.
  private int dryRun(Place place) throws UserError, IOException {
    Journal journal = ofRequest(place);
    if (request.resume().isPresent()) {
      RunFolder folder = new RunFolder(request.resume().get());
      folder.checkUsed();
      journal = earlier(folder, place);
    }
    LaunchOrder rounds = new LaunchOrder(plan(journal, place), journal.seed(), journal.share());
    DryRun.of(rounds, request).print(out);
    return ExitCode.OK;
  }

  private Journal ofRequest(Place place) throws IOException {
    return new Journal(
        request.title(),
        request.arguments(),
        request.seed().orElseGet(Driver::drawnSeed),
        request.share(),
        request.precision(),
        request.limits(),
        request.connections(),
        Instant.now().toString(),
        place.circumstances());
  }

  private static long drawnSeed() {
    return new SecureRandom().nextInt((int) Math.pow(10, LaunchOrder.SEED_DIGITS));
  }

  private static Journal earlier(RunFolder folder, Place place) throws UserError, IOException {
    Journal journal = Journal.read(folder.journal());
    journal.checkUnchanged(place.circumstances(), folder.path());
    return journal;
  }

  private int begin(Place place, Interruption interruption) throws UserError, IOException {
    Journal journal = ofRequest(place);
    Plan plan = plan(journal, place);
    ExternalServers.checkInSight(plan);
    try (RunLock lock = interruption.whole(() -> createFolder(journal, plan, interruption))) {
      return settleAndMeasure(place, journal, plan, lock.folder(), interruption);
    }
  }

  private RunLock createFolder(Journal journal, Plan plan, Interruption interruption)
      throws UserError, IOException {
    RunFolder folder = RunFolder.create(request.results(), Instant.now());
    RunLock lock = folder.lockUnused(handover.launcher());
    journal.write(folder.journal());
    interruption.lastAct(
        () -> interrupted("0 of " + plan.cells().size() + " cells measured, " + kept(folder)));
    return lock;
  }

  private int resume(Place place, RunFolder folder, Interruption interruption)
      throws UserError, IOException {
    try (RunLock _ = folder.lockUsed(handover.launcher())) {
      interruption.lastAct(() -> interrupted(kept(folder)));
      Journal journal = earlier(folder, place);
      // Said before anything is done: the folder may come from somebody else.
      out.println("goes on with " + journal.command());
      out.flush();
      Plan plan = plan(journal, place);
      ExternalServers.checkInSight(plan);
      return settleAndMeasure(place, journal, plan, folder, interruption);
    }
  }

  private static Plan plan(Journal journal, Place place) throws UserError, IOException {
    Plan plan = Plan.of(journal.arguments(), place.rules());
    UserFiles.check(plan.options(), plan.cells());
    journal.share().check(plan);
    if (journal.connections()) KeptConnections.check(plan);
    if (!plan.reachesOutside()) return plan;
    if (place.isPrivate()) {
      throw UserError.usage(
          "strategy=external: a private network can't reach that server; add --network host");
    }
    return ExternalServers.found(plan, journal.arguments().parameters().containsKey("backlog"));
  }

  private int settleAndMeasure(
      Place place, Journal journal, Plan plan, RunFolder folder, Interruption interruption)
      throws UserError, IOException {
    JmhOutput log = JmhOutput.open(plan.options(), folder.log(), request.resume().isPresent());
    boolean isNew = request.resume().isEmpty();
    if (plan.lacksBurstRate()) {
      Journal settled = settle(clientRate(place, journal, plan, log), journal, folder);
      return measure(place, settled, plan(settled, place), folder, log, interruption);
    }
    if (isNew && ClientRate.isDoubted(plan.burstRates())) {
      out.println(clientRate(place, journal, plan, log).perSecond());
      out.println();
    }
    return measure(place, journal, plan, folder, log, interruption);
  }

  /// Measures how fast the client is, and says whether that is too slow for what was asked for.
  private ClientRate clientRate(Place place, Journal journal, Plan plan, JmhOutput log)
      throws UserError {
    out.print("how fast this machine's load client is: ");
    out.flush();
    ClientRate rate = ClientRate.measure(place, journal.arguments(), log);
    rate.warning(plan.burstRates()).ifPresent(line -> err.println("acceptbench: note: " + line));
    return rate;
  }

  /// Says at what rate bursts will come, and stores it for `--resume`.
  private Journal settle(ClientRate rate, Journal journal, RunFolder folder)
      throws UserError, IOException {
    out.println(rate);
    out.println();
    Journal settled = journal.with(rate.in(journal.arguments()));
    settled.write(folder.journal());
    return settled;
  }

  private int measure(
      Place place,
      Journal journal,
      Plan plan,
      RunFolder folder,
      JmhOutput log,
      Interruption interruption)
      throws UserError, IOException {
    // Held until this process ends.
    Place used = place.of(plan);
    boolean alone = place.isPrivate() || NetworkClaim.tryToMake().isAlone();
    EnvironmentFile environment = used.environment(journal.arguments(), alone);
    environment.warnings().forEach(warning -> err.println("acceptbench: warning: " + warning));
    used.examine(environment);
    environment.defaults(plan.defaults());
    if (journal.connections()) environment.keepsConnections();
    journal.arguments().notes().forEach(note -> err.println("acceptbench: note: " + note));
    plan.leftOut().forEach((strategy, reason) -> leftOut(environment, strategy, reason));
    LaunchOrder rounds = new LaunchOrder(plan, journal.seed(), journal.share());
    new Settings(journal, rounds, used, folder).print(out);
    environment.rounds(rounds);
    environment.share(journal, place.machine());
    RunUnderWay run = new RunUnderWay(rounds, folder, environment, out);
    List<AppendedLines> appended = folder.appended();
    if (request.resume().isPresent()) {
      run.restore(journal.startedAt());
      for (AppendedLines lines : appended) lines.restore(plan, run.restored());
      folder.connections().restore(run.restored());
    }
    Options options =
        JmhOptions.parseOnly(journal.arguments().without(Set.of("-rf", "-rff", "-foe")));
    run.begin();
    interruption.lastAct(() -> interrupted(run, plan, folder));
    CellRunner runner =
        new CellRunner(
            place.machine(),
            options,
            used.cpus(),
            place.isPrivate(),
            log,
            folder.histograms(),
            archives(rounds),
            journal.connections());
    MoreRounds more = new MoreRounds(journal, each -> plan(each, place), folder, run);
    int code =
        new RoundLoop(
                run,
                rounds,
                more,
                runner,
                folder,
                appended,
                journal.connections(),
                interruption,
                out)
            .run(used);
    return run.anyMeasured() && isBroken(journal, folder) ? ExitCode.SOME_FAILED : code;
  }

  /// Says which cells break the limits of `--fail-on`.
  private boolean isBroken(Journal journal, RunFolder folder) throws IOException {
    if (journal.limits().isEmpty()) return false;
    List<String> broken = LimitCheck.broken(Run.readScores(folder.path()), journal.limits());
    broken.forEach(line -> err.println("acceptbench: fail-on: " + line));
    return !broken.isEmpty();
  }

  /// In the run's folder for temporary files, which is deleted when it ends.
  private static Optional<Path> archives(LaunchOrder rounds) {
    return rounds.launches() >= WORTH_ARCHIVES && ClassArchive.isPossible()
        ? Optional.of(TemporaryFolder.own())
        : Optional.empty();
  }

  private void interrupted(RunUnderWay run, Plan plan, RunFolder folder) {
    try {
      run.keep(plan.options(), false);
      interrupted(run.summary() + ", " + kept(folder));
    } catch (IOException e) {
      interrupted("and " + folder.path() + " is incomplete: " + e);
    }
  }

  private void interrupted(String whatBecameOfIt) {
    err.println("acceptbench: interrupted, " + whatBecameOfIt);
  }

  /// Nobody is left to delete the folder for temporary files.
  private static void orphaned(Interruption interruption) {
    interruption.happen();
    TemporaryFolder.delete(TemporaryFolder.own());
  }

  private static String kept(RunFolder folder) {
    return "kept in " + folder.path() + "; --resume goes on with it";
  }

  private void leftOut(EnvironmentFile environment, String strategy, String reason) {
    environment.leftOut(strategy, reason);
    err.println("acceptbench: left out: " + strategy + ": " + reason);
  }
}
