package acceptbench.cli.size;

import acceptbench.kernel.SysctlException;
import acceptbench.kernel.Sysctls;
import acceptbench.launch.ExitCode;
import acceptbench.launch.Handover;
import acceptbench.launch.UserError;
import acceptbench.linux.socket.NetworkInterface;
import acceptbench.machine.CpuPlan;
import acceptbench.machine.Machine;
import acceptbench.machine.OpenFiles;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.server.strategy.Trait;
import acceptbench.sizing.Demand;
import acceptbench.sizing.Pauses;
import acceptbench.sizing.Sizing;
import acceptbench.sizing.trial.BacklogCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `size`: the smallest backlog that is enough, why, and where to set it.
@Command(
    name = "size",
    mixinStandardHelpOptions = true,
    description = {
      "Tells the smallest backlog with which a pause of the server overflows no more often than"
          + " the risk says, why, and where to set it.",
      "With --measure a server of this suite is stopped so on this machine's kernel."
    },
    footer =
        "Exit codes: 0 there is such a backlog, 1 no backlog helps, 2 wrong usage, 69 the machine"
            + " lacks something.")
public final class SizeCommand implements Callable<Integer> {
  private static final int USUAL_TIMES = 20;
  private static final int MOST_TIMES = 10_000;

  private final Handover.Network network;
  private final PrintWriter out;

  @Mixin private DemandOptions options = new DemandOptions();

  @Option(
      names = "--somaxconn",
      paramLabel = "N",
      description = "net.core.somaxconn of the server's machine (default: this machine's).")
  private @Nullable Integer somaxconn;

  @Option(
      names = "--measure",
      paramLabel = "STRATEGY",
      description = "Try it on this kernel with a strategy, one of those that -lp lists.")
  private @Nullable AcceptStrategy strategy;

  @Option(
      names = "--times",
      paramLabel = "N",
      description = "How many pauses are measured (default: 20).")
  private @Nullable Integer times;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the measured arrivals: the same N gives the same arrivals.")
  private @Nullable Integer seed;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--network",
      paramLabel = "private|host",
      description = "--measure takes a network namespace of its own (default), and no other.")
  @SuppressWarnings("unused") // the launcher has acted on it; here it is only checked
  private Handover.@Nullable Network wanted;

  /// @param network the stack this process finds itself on
  public SizeCommand(Handover.Network network, PrintWriter out) {
    this.network = network;
    this.out = out;
  }

  @Override
  public Integer call() throws UserError, IOException {
    Optional<Pauses> recorded = options.recorded();
    Demand demand = options.demand(recorded);
    Sizing sizing = Sizing.of(demand);
    if (strategy != null) checkMeasurable(strategy, demand);
    else if (seed != null) throw UserError.usage("--seed is for --measure");
    else if (times != null) throw UserError.usage("--times is for --measure");
    SizeOutput output = json ? new SizeAsJson(out) : new SizeText(out);
    output.sizing(sizing, recorded, allowed());
    boolean enough = sizing.verdict() == Sizing.Verdict.ENOUGH;
    if (strategy != null && enough) output.check(strategy, sizing, measure(strategy, sizing));
    output.end();
    return enough ? ExitCode.OK : ExitCode.SOME_FAILED;
  }

  private void checkMeasurable(AcceptStrategy strategy, Demand demand)
      throws UserError, IOException {
    if (network != Handover.Network.PRIVATE)
      throw UserError.unavailable(
          "--measure needs a network namespace of its own, to count what overflows there: run it"
              + " as root, or allow unprivileged user namespaces; without --measure it needs none");
    if (times() < 1 || times() > MOST_TIMES)
      throw UserError.usage("--times %d: it has to be from 1 to %d".formatted(times(), MOST_TIMES));
    if (demand.every().isPresent())
      throw UserError.usage("--measure tries single pauses; leave --every out");
    if (demand.listeners() > 1 && !strategy.has(Trait.QUEUE_PER_WORKER))
      throw UserError.usage(
          "--listeners %d: strategy %s has one listener".formatted(demand.listeners(), strategy));
    if (demand.listeners() > 1 && strategy.has(Trait.STEERED))
      throw UserError.usage(
          "--listeners %d: each is taken to get its share by chance, and %s chooses by CPU"
              .formatted(demand.listeners(), strategy));
    // Netty looks for the loopback interface when it is asked whether it can run here.
    NetworkInterface.LOOPBACK.bringUp();
    if (strategy.unavailable().isPresent())
      throw UserError.unavailable(strategy + ": " + strategy.unavailable().get());
    int connections = BacklogCheck.mostConnections(demand);
    if (connections > BacklogCheck.MOST_CONNECTIONS)
      throw UserError.usage(
          "--measure would have %d connections open at once, and can have %d: take a lower rate, or a shorter pause"
              .formatted(connections, BacklogCheck.MOST_CONNECTIONS));
    checkDescriptors(OpenFiles.neededBy(connections));
  }

  private static void checkDescriptors(long needed) throws UserError {
    long limit = new Machine(Path.of("/")).descriptorLimit();
    if (limit >= 0 && limit < needed)
      throw UserError.unavailable(
          "--measure needs %d open files, and ulimit -n says %d: ulimit -n %1$d"
              .formatted(needed, limit));
  }

  private int times() {
    return times == null ? USUAL_TIMES : times;
  }

  private BacklogCheck measure(AcceptStrategy strategy, Sizing sizing) throws IOException {
    CpuPlan cpus = CpuPlan.ofThisProcess();
    try (CpuPlan.Pin _ = cpus.pinThisThread()) {
      return BacklogCheck.run(
          strategy,
          sizing.demand(),
          sizing.backlog().orElseThrow(),
          times(),
          seed == null ? ThreadLocalRandom.current().nextInt(1, 1_000_000_000) : seed,
          cpus.server());
    }
  }

  /// The limit on backlogs, `net.core.somaxconn`; empty for a server in a namespace of its own,
  /// which has its own limit, and where this machine doesn't tell.
  private OptionalInt allowed() throws UserError {
    if (somaxconn != null) {
      if (somaxconn < 0) throw UserError.usage("--somaxconn %d is negative".formatted(somaxconn));
      return OptionalInt.of(somaxconn);
    }
    if (strategy != null) return OptionalInt.empty();
    try {
      return OptionalInt.of((int) Sysctls.ofThisMachine().readLong("net.core.somaxconn"));
    } catch (SysctlException notHere) {
      return OptionalInt.empty();
    }
  }
}
