package acceptbench.machine;

import acceptbench.launch.Handover;
import acceptbench.server.strategy.AcceptStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What of this machine makes measurements possible, and what makes them worse.
///
/// @param network the stack that was to be had
/// @param reason why that is not a private one
public record MachineChecks(
    Machine machine, CpuPlan cpus, Handover.Network network, String reason) {
  private static final int STANDARD_BURST = 2000;
  private static final int OTHER_DESCRIPTORS = 200;
  private static final double MOST_STOLEN = 0.01;

  /// Those that take no time.
  public List<Finding> quick() {
    List<Finding> findings = new ArrayList<>(ofTheMachine());
    for (AcceptStrategy strategy : AcceptStrategy.values())
      strategy(strategy).ifPresent(findings::add);
    return findings;
  }

  /// Those that concern every strategy.
  public List<Finding> ofTheMachine() {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok("JDK", System.getProperty("java.runtime.version")));
    findings.add(Finding.ok("Linux", machine.kernel()));
    findings.add(privateNetwork());
    findings.add(sysctls());
    findings.add(descriptors());
    findings.add(ports());
    findings.add(pinning());
    findings.add(governor());
    findings.add(clockSource());
    return findings;
  }

  /// Time that the hypervisor gave to others, and that threads were kept from running, measured for
  /// about 3 seconds.
  public List<Finding> noise() {
    CpuNoise noise = CpuNoise.measure(machine);
    String pause = "%.1f ms at most".formatted(noise.longestPauseNanos() / 1e6);
    return List.of(
        steal(noise.stolenShare()),
        noise.longestPauseNanos() > 5_000_000
            ? Finding.warning("pauses", pause, "something else is running: end it, or repeat runs")
            : Finding.ok("pauses", pause));
  }

  /// Whether the hypervisor took CPU time away.
  ///
  /// @param share of the CPU time that the hypervisor gave to others
  public static Finding steal(double share) {
    String stolen = String.format(Locale.ROOT, "%.1f %% of the CPU time", 100 * share);
    return share > MOST_STOLEN
        ? Finding.warning("steal", stolen, "other virtual machines use this one's CPUs")
        : Finding.ok("steal", stolen);
  }

  private Finding privateNetwork() {
    if (network == Handover.Network.PRIVATE) return Finding.ok("private network", "available");
    String why = reason.isEmpty() ? "not asked for" : reason;
    return Finding.missing(
        "private network", why, "run as root, or allow user namespaces; install util-linux");
  }

  private Finding sysctls() {
    Map<String, String> values = machine.sysctls();
    String somaxconn = values.getOrDefault("net.core.somaxconn", "");
    if (somaxconn.isEmpty()) {
      return Finding.missing("sysctls", "not readable", "mount /proc");
    }
    if (network == Handover.Network.PRIVATE && !machine.sysctlsWritable()) {
      return Finding.warning(
          "sysctls", "read-only", "cells with other sysctls fail; mount /proc/sys writable");
    }
    return Finding.ok("sysctls", "somaxconn " + somaxconn);
  }

  private Finding descriptors() {
    long limit = machine.descriptorLimit();
    String found = limit < 0 ? "unknown" : Long.toString(limit);
    return limit >= 0 && limit < STANDARD_BURST + OTHER_DESCRIPTORS
        ? Finding.missing("descriptors", found, "ulimit -n " + (STANDARD_BURST + OTHER_DESCRIPTORS))
        : Finding.ok("descriptors", found);
  }

  private Finding ports() {
    String range = machine.sysctls().getOrDefault("net.ipv4.ip_local_port_range", "unknown");
    return Finding.ok("ports", range);
  }

  private Finding pinning() {
    String found = cpus.allowed().cardinality() + " (" + CpuList.format(cpus.allowed()) + ")";
    return cpus.pinned()
        ? Finding.ok(
            "CPUs",
            found
                + ", client on "
                + CpuList.format(cpus.client())
                + ", server on "
                + CpuList.format(cpus.server()))
        : Finding.warning("CPUs", found, "two or more: client and server would share this one");
  }

  private Finding governor() {
    String governor = machine.governor();
    if (governor.isEmpty()) return Finding.ok("frequency governor", "none shown");
    return governor.equals("performance")
        ? Finding.ok("frequency governor", governor)
        : Finding.warning("frequency governor", governor, "cpupower frequency-set -g performance");
  }

  private Finding clockSource() {
    String source = machine.clockSource();
    boolean slow = source.equals("hpet") || source.equals("acpi_pm");
    return slow
        ? Finding.warning("clock source", source, "reading the time costs microseconds; use tsc")
        : Finding.ok("clock source", source.isEmpty() ? "not shown" : source);
  }

  /// Only those that may be missing are worth a line.
  private static Optional<Finding> strategy(AcceptStrategy strategy) {
    Optional<String> missing = strategy.unavailable();
    if (missing.isPresent()) {
      return Optional.of(Finding.missing(strategy.label(), "left out", missing.get()));
    }
    return strategy.isProgram()
        ? Optional.of(Finding.ok(strategy.label(), "installed"))
        : Optional.empty();
  }
}
