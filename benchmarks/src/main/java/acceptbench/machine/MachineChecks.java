package acceptbench.machine;

import acceptbench.launch.Handover;
import acceptbench.linux.process.CpuList;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.server.strategy.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What of this machine makes measurements possible, and what makes them worse.
///
/// @param network the stack that this process got
/// @param reason why it did not get a private one
public record MachineChecks(
    Machine machine, CpuPlan cpus, Handover.Network network, String reason) {
  private static final int STANDARD_BURST = 2000;
  private static final double MOST_STOLEN = 0.01;

  /// Those that take no time.
  public List<CheckResult> quick() {
    List<CheckResult> findings = new ArrayList<>(ofTheMachine());
    for (AcceptStrategy strategy : AcceptStrategy.values())
      if (!strategy.has(Trait.NAMED_BY_USER)) strategy(strategy).ifPresent(findings::add);
    return findings;
  }

  /// Those that concern every strategy.
  public List<CheckResult> ofTheMachine() {
    List<CheckResult> findings = new ArrayList<>();
    findings.add(CheckResult.ok("JDK", System.getProperty("java.runtime.version")));
    findings.add(CheckResult.ok("Linux", machine.kernel()));
    findings.add(privateNetwork());
    findings.add(sysctls());
    findings.add(descriptors());
    findings.add(ports());
    findings.add(pinning());
    findings.addAll(cpuChecks().quick());
    findings.add(governor());
    findings.add(clockSource());
    return findings;
  }

  /// What takes CPU time away, and for how long threads were kept from running, measured for some 3
  /// seconds.
  public List<CheckResult> noise() {
    CpuNoise noise = CpuNoise.measure(machine, cpus);
    String pause = "%.1f ms at most".formatted(noise.longestPauseNanos() / 1e6);
    List<CheckResult> findings = new ArrayList<>(noise.disturbances());
    findings.add(
        noise.longestPauseNanos() > 5_000_000
            ? CheckResult.warning(
                "pauses", pause, "something else is running: end it, or repeat runs")
            : CheckResult.ok("pauses", pause));
    return findings;
  }

  /// Whether the hypervisor took CPU time away.
  ///
  /// @param share of each CPU's time that the hypervisor gave to others; NaN where the kernel
  ///     doesn't say
  public static CheckResult steal(Map<Integer, Double> share) {
    Optional<Map.Entry<Integer, Double>> worst =
        share.entrySet().stream()
            .filter(cpu -> !cpu.getValue().isNaN())
            .max(Map.Entry.comparingByValue());
    return worst
        .map(cpu -> steal(cpu.getKey(), cpu.getValue()))
        .orElse(CheckResult.ok("steal", "the kernel doesn't say"));
  }

  private static CheckResult steal(int cpu, double share) {
    String stolen = String.format(Locale.ROOT, "%.1f %% of the time of CPU %d", 100 * share, cpu);
    return share > MOST_STOLEN
        ? CheckResult.warning("steal", stolen, "other virtual machines use this one's CPUs")
        : CheckResult.ok("steal", stolen);
  }

  private CpuChecks cpuChecks() {
    return new CpuChecks(new CpuFacts(machine.root()), cpus);
  }

  private CheckResult privateNetwork() {
    if (network == Handover.Network.PRIVATE) return CheckResult.ok("private network", "available");
    String why = reason.isEmpty() ? "not asked for" : reason;
    return CheckResult.missing(
        "private network", why, "run as root, or allow user namespaces; install util-linux");
  }

  private CheckResult sysctls() {
    Map<String, String> values = machine.sysctls();
    String somaxconn = values.getOrDefault("net.core.somaxconn", "");
    if (somaxconn.isEmpty()) {
      return CheckResult.missing("sysctls", "not readable", "mount /proc");
    }
    if (network == Handover.Network.PRIVATE && !machine.sysctlsWritable()) {
      return CheckResult.warning(
          "sysctls", "read-only", "cells with other sysctls fail; mount /proc/sys writable");
    }
    return CheckResult.ok("sysctls", "somaxconn " + somaxconn);
  }

  private CheckResult descriptors() {
    long limit = machine.descriptorLimit();
    String found = limit < 0 ? "unknown" : Long.toString(limit);
    long needed = OpenFiles.neededBy(STANDARD_BURST);
    return limit >= 0 && limit < needed
        ? CheckResult.missing("descriptors", found, "ulimit -n " + needed)
        : CheckResult.ok("descriptors", found);
  }

  private CheckResult ports() {
    String range = machine.sysctls().getOrDefault("net.ipv4.ip_local_port_range", "unknown");
    return CheckResult.ok("ports", range);
  }

  private CheckResult pinning() {
    String found = cpus.allowed().cardinality() + " (" + CpuList.format(cpus.allowed()) + ")";
    if (!cpus.pinned())
      return CheckResult.warning(
          "CPUs", found, "two or more: client and server would share this one");
    found += ", " + cpus.words();
    return cpus.shared()
        ? CheckResult.warning("CPUs", found, "fewer load clients: -t is less than the CPUs")
        : CheckResult.ok("CPUs", found);
  }

  private CheckResult governor() {
    String governor = machine.governor();
    if (governor.isEmpty()) return CheckResult.ok("frequency governor", "none shown");
    return governor.equals("performance")
        ? CheckResult.ok("frequency governor", governor)
        : CheckResult.warning(
            "frequency governor", governor, "cpupower frequency-set -g performance");
  }

  private CheckResult clockSource() {
    String source = machine.clockSource();
    boolean slow = source.equals("hpet") || source.equals("acpi_pm");
    return slow
        ? CheckResult.warning(
            "clock source", source, "reading the time costs microseconds; use tsc")
        : CheckResult.ok("clock source", source.isEmpty() ? "not shown" : source);
  }

  /// Only those that may be missing are worth a line.
  private static Optional<CheckResult> strategy(AcceptStrategy strategy) {
    Optional<String> missing = strategy.unavailable();
    if (missing.isPresent()) {
      return Optional.of(CheckResult.missing(strategy.label(), "left out", missing.get()));
    }
    return strategy.isProgram() && !strategy.has(Trait.OUR_HANDLER)
        ? Optional.of(CheckResult.ok(strategy.label(), "installed"))
        : Optional.empty();
  }
}
