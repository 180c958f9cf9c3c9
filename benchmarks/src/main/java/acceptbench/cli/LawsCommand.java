package acceptbench.cli;

import acceptbench.kernel.KernelVersion;
import acceptbench.kernel.SysctlException;
import acceptbench.kernel.Sysctls;
import acceptbench.kernel.law.Law;
import acceptbench.kernel.law.LawResult;
import acceptbench.kernel.law.Laws;
import acceptbench.launch.ExitCode;
import acceptbench.launch.Handover;
import acceptbench.launch.UserError;
import acceptbench.linux.socket.NetworkInterface;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `laws`: puts each law of the kernel's two queues to the test, in about 10 seconds.
@Command(
    name = "laws",
    mixinStandardHelpOptions = true,
    description = "Predicts what this kernel does with connections nobody accepts, and counts it.",
    footer = "Exit codes: 0 every law that was tested holds, 1 one does not, 2 wrong usage.")
final class LawsCommand implements Callable<Integer> {
  private final Handover.Network network;
  private final PrintWriter out;
  private final RunningKernel running;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--network",
      paramLabel = "private|host",
      description =
          "A network namespace of its own (default), or the stack it is started in: laws that need"
              + " other sysctls are then left out.")
  private String wanted = "private";

  @Parameters(paramLabel = "LAW", description = "Only these laws; all by default.")
  private List<String> names = new ArrayList<>();

  /// @param network the stack this process finds itself on
  LawsCommand(Handover.Network network, PrintWriter out) {
    this(network, out, KernelVersion::ofThisMachine);
  }

  /// @param running tells whose laws are to hold here
  LawsCommand(Handover.Network network, PrintWriter out, RunningKernel running) {
    this.network = network;
    this.out = out;
    this.running = running;
  }

  /// The kernel that predictions are made for.
  interface RunningKernel {
    KernelVersion version() throws SysctlException;
  }

  @Override
  public Integer call() throws IOException, UserError {
    if (!wanted.equals("private") && !wanted.equals("host"))
      throw UserError.usage("--network " + wanted + ": it is private or host");
    List<Law> laws = chosen();
    if (network == Handover.Network.PRIVATE) NetworkInterface.LOOPBACK.bringUp();
    KernelVersion kernel = running.version();
    Sysctls sysctls =
        network == Handover.Network.PRIVATE
            ? Sysctls.ofThisMachine()
            : Sysctls.ofThisMachineUnchanged();

    LawsOutput output = json ? new LawsJson(out) : new LawsTable(out);
    output.begin(kernel, network, laws.size());
    List<LawResult> results = new ArrayList<>();
    for (Law law : laws) {
      LawResult result = Laws.check(law, kernel, sysctls);
      results.add(result);
      output.law(result);
    }
    output.end();
    return results.stream().anyMatch(result -> result.verdict() == LawResult.Verdict.DIFFERS)
        ? ExitCode.SOME_FAILED
        : ExitCode.OK;
  }

  private List<Law> chosen() throws UserError {
    List<String> known = Laws.all().stream().map(Law::name).toList();
    for (String name : names)
      if (!known.contains(name))
        throw UserError.usage(
            "no law is named %s; there are %s".formatted(name, String.join(", ", known)));
    return Laws.all().stream()
        .filter(law -> names.isEmpty() || names.contains(law.name()))
        .toList();
  }
}
