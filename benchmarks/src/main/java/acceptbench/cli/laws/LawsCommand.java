package acceptbench.cli.laws;

import acceptbench.kernel.KernelVersion;
import acceptbench.kernel.SysctlException;
import acceptbench.kernel.Sysctls;
import acceptbench.kernel.law.Law;
import acceptbench.kernel.law.LawResult;
import acceptbench.kernel.law.Laws;
import acceptbench.launch.ExitCode;
import acceptbench.launch.Handover;
import acceptbench.launch.UserError;
import acceptbench.linux.socket.Ipv6;
import acceptbench.linux.socket.NetworkInterface;
import acceptbench.server.parameter.ServerConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `laws`: tests each law of the kernel's two queues, in some seconds.
@Command(
    name = "laws",
    mixinStandardHelpOptions = true,
    description = "Predicts what this kernel does with connections nobody accepts, and counts it.",
    footer =
        "Exit codes: 0 every law that was tested holds, 1 one does not, 2 wrong usage, 69 none of"
            + " them can be tested here.")
public final class LawsCommand implements Callable<Integer> {
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
  @SuppressWarnings("unused") // the launcher has acted on it; here it is only checked
  private Handover.@Nullable Network wanted;

  private String address = "127.0.0.1";

  private List<String> names = List.of();

  @Spec private @Nullable CommandSpec spec;

  /// @param network the stack this process finds itself on
  public LawsCommand(Handover.Network network, PrintWriter out) {
    this(network, out, KernelVersion::ofThisMachine);
  }

  /// @param running tells which kernel's laws are tested
  public LawsCommand(Handover.Network network, PrintWriter out, RunningKernel running) {
    this.network = network;
    this.out = out;
    this.running = running;
  }

  /// A value of the parameter that strategies have.
  @Option(
      names = "--address",
      paramLabel = "127.0.0.1|::1|::",
      description =
          "Where servers listen: by IPv4 (default), by IPv6, or for both, and every second client"
              + " comes by IPv6.")
  void setAddress(String given) {
    try {
      address = ServerConfig.usual().with("address", given).address();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--" + e.getMessage());
    }
  }

  /// Names, and not laws: if picocli can't convert a word, it only says that it is one too many.
  @Parameters(paramLabel = "LAW", description = "Only these laws; all by default.")
  void setNames(@Nullable List<String> given) {
    List<String> known = Laws.all().stream().map(Law::name).toList();
    names = given == null ? List.of() : List.copyOf(given);
    for (String name : names)
      if (!known.contains(name) && spec != null)
        throw new ParameterException(
            spec.commandLine(),
            "unknown law '%s'; there are: %s".formatted(name, String.join(", ", known)));
  }

  /// The kernel that predictions are made for.
  public interface RunningKernel {
    KernelVersion version() throws SysctlException;
  }

  @Override
  public Integer call() throws UserError, IOException {
    List<Law> laws =
        Laws.all().stream().filter(law -> names.isEmpty() || names.contains(law.name())).toList();
    if (network == Handover.Network.PRIVATE) NetworkInterface.LOOPBACK.bringUp();
    Optional<String> missing = Ipv6.missingFor(address);
    if (missing.isPresent()) throw UserError.unavailable(missing.get());
    KernelVersion kernel = running.version();
    Sysctls sysctls =
        network == Handover.Network.PRIVATE
            ? Sysctls.ofThisMachine()
            : Sysctls.ofThisMachineUnchanged();

    LawsOutput output = json ? new LawsAsJson(out) : new LawsTable(out);
    output.begin(kernel, network, address, laws.size());
    List<LawResult> results = new ArrayList<>();
    for (Law law : laws) {
      LawResult result = Laws.check(law, kernel, sysctls, address);
      results.add(result);
      output.law(result);
    }
    output.end();
    Set<LawResult.Verdict> verdicts =
        results.stream().map(LawResult::verdict).collect(Collectors.toSet());
    if (verdicts.contains(LawResult.Verdict.DIFFERS)) return ExitCode.SOME_FAILED;
    return verdicts.contains(LawResult.Verdict.HOLDS) ? ExitCode.OK : ExitCode.UNAVAILABLE;
  }
}
