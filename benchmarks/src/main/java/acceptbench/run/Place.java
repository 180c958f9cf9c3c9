package acceptbench.run;

import acceptbench.launch.Handover;
import acceptbench.launch.UserError;
import acceptbench.linux.ErrnoException;
import acceptbench.machine.CpuPlan;
import acceptbench.machine.Machine;
import acceptbench.machine.MachineChecks;
import acceptbench.machine.PrivateNetwork;
import acceptbench.run.folder.Circumstances;
import acceptbench.run.folder.EnvironmentFile;
import acceptbench.run.jmh.JmhArguments;
import acceptbench.run.plan.ParameterRules;
import acceptbench.run.plan.Plan;
import acceptbench.run.plan.Strategies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/// Where a run measures: this machine, and the network it was started in.
///
/// @param changed the sysctls that were set in its private network
record Place(Machine machine, CpuPlan cpus, Handover handover, Map<String, String> changed) {
  private static final Path ROOT = Path.of("/");

  /// Looks at the machine, and makes a private network usable.
  ///
  /// @throws UserError where the machine lacks something
  static Place of(Handover handover) throws UserError {
    if (!Files.exists(Path.of("/proc/self/stat"))) {
      throw UserError.unavailable(
          "/proc is not mounted, and all counters are read there: mount -t proc proc /proc");
    }
    boolean isPrivate = handover.network() == Handover.Network.PRIVATE;
    Map<String, String> changed = isPrivate ? PrivateNetwork.prepare(ROOT) : Map.of();
    return new Place(new Machine(ROOT), cpusOfThisProcess(), handover, changed);
  }

  private static CpuPlan cpusOfThisProcess() throws UserError {
    try {
      return CpuPlan.ofThisProcess();
    } catch (ErrnoException e) {
      throw UserError.unavailable("can't tell which CPUs may be used: " + e.getMessage());
    }
  }

  /// The same, with the CPUs of the cell that has the most load clients.
  Place of(Plan plan) {
    CpuPlan most =
        plan.cells().stream()
            .map(cell -> cell.cpusInUse(cpus.allowed()))
            .max(Comparator.comparingInt(each -> each.client().cardinality()))
            .orElse(cpus);
    return new Place(machine, most, handover, changed);
  }

  boolean isPrivate() {
    return handover.network() == Handover.Network.PRIVATE;
  }

  Circumstances circumstances() throws IOException {
    return Circumstances.of(machine, cpus, handover.network().label());
  }

  ParameterRules rules() {
    long limit = machine.descriptorLimit();
    return new ParameterRules(
        Strategies.known(), limit < 0 ? Long.MAX_VALUE : limit, cpus.allowed());
  }

  /// What is known about it before the first cell, warnings included.
  ///
  /// @param alone whether no other run measures the same network stack
  EnvironmentFile environment(JmhArguments arguments, boolean alone) {
    EnvironmentFile environment =
        new EnvironmentFile(machine, cpus, handover.network().label(), arguments, changed);
    if (!alone) {
      environment.warn(
          "another run measures the same network stack: its connections are in the counters of this"
              + " one, and the other way round");
    }
    if (isPrivate() && !machine.sysctlsWritable()) {
      environment.warn(
          "sysctls can't be set (/proc/sys is read-only or hidden): cells that need other values"
              + " fail");
    }
    if (!handover.reason().isEmpty()) {
      environment.warn(
          "no private network ("
              + handover.reason()
              + "): measured on the host's stack, whose counters other programs move as well");
    }
    if (!cpus.pinned()) {
      environment.warn("only one CPU: client and server share it, and latencies show that");
    } else if (cpus.shared()) {
      environment.warn(
          "load clients and server have a CPU in common ("
              + cpus.words()
              + "): counts are exact, but rates and latencies are not the server's");
    }
    return environment;
  }

  /// What `doctor` says of the machine.
  void examine(EnvironmentFile environment) {
    environment.doctor(
        new MachineChecks(machine, cpus, handover.network(), handover.reason()).ofTheMachine());
  }
}
