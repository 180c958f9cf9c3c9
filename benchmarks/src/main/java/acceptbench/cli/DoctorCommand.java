package acceptbench.cli;

import acceptbench.launch.ExitCode;
import acceptbench.launch.Handover;
import acceptbench.launch.UserError;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.process.CpuAffinity;
import acceptbench.linux.socket.NetworkInterface;
import acceptbench.machine.CheckResult;
import acceptbench.machine.CpuPlan;
import acceptbench.machine.Machine;
import acceptbench.machine.MachineChecks;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `doctor`: tells what this machine lacks, and what would make its measurements worse.
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Checks the machine, and says what to do about each problem.",
    footer = "Exit codes: 0 nothing is missing, 69 something is.")
final class DoctorCommand implements Callable<Integer> {
  private final Handover handover;
  private final PrintWriter out;

  @Option(
      names = "-t",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of how many load clients: which CPUs they would have, and the server.")
  private int clients;

  DoctorCommand(Handover handover, PrintWriter out) {
    this.handover = handover;
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    if (handover.network() == Handover.Network.PRIVATE) NetworkInterface.LOOPBACK.bringUp();
    MachineChecks checks =
        new MachineChecks(new Machine(Path.of("/")), cpus(), handover.network(), handover.reason());
    List<CheckResult> findings = new ArrayList<>(checks.quick());
    findings.addAll(checks.noise());
    findings.forEach(this::print);
    out.flush();
    return findings.stream().anyMatch(finding -> finding.state() == CheckResult.State.MISSING)
        ? ExitCode.UNAVAILABLE
        : ExitCode.OK;
  }

  private CpuPlan cpus() throws UserError, ErrnoException {
    try {
      return CpuPlan.of(CpuAffinity.get(), clients);
    } catch (IllegalArgumentException e) {
      throw UserError.usage("-t " + clients + ": " + e.getMessage());
    }
  }

  private void print(CheckResult finding) {
    String state =
        switch (finding.state()) {
          case OK -> "ok";
          case WARNING -> "warning";
          case MISSING -> "missing";
        };
    String advice = finding.advice().isEmpty() ? "" : "  -> " + finding.advice();
    out.printf("%-18s  %-7s  %s%s%n", finding.name(), state, finding.found(), advice);
  }
}
