package acceptbench.cli;

import acceptbench.launch.ExitCode;
import acceptbench.launch.Handover;
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

/// `doctor`: tells what this machine lacks, and what would make its measurements worse.
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Checks the machine, and says what to do about each problem.",
    footer = "Exit codes: 0 nothing is missing, 69 something is.")
final class DoctorCommand implements Callable<Integer> {
  private final Handover handover;
  private final PrintWriter out;

  DoctorCommand(Handover handover, PrintWriter out) {
    this.handover = handover;
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    if (handover.network() == Handover.Network.PRIVATE) NetworkInterface.LOOPBACK.bringUp();
    MachineChecks checks =
        new MachineChecks(
            new Machine(Path.of("/")),
            CpuPlan.ofThisProcess(),
            handover.network(),
            handover.reason());
    List<CheckResult> findings = new ArrayList<>(checks.quick());
    findings.addAll(checks.noise());
    findings.forEach(this::print);
    out.flush();
    return findings.stream().anyMatch(finding -> finding.state() == CheckResult.State.MISSING)
        ? ExitCode.UNAVAILABLE
        : ExitCode.OK;
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
