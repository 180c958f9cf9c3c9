package acceptbench.machine;

import acceptbench.linux.process.CpuList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/// Whether the client's CPU and the server's are as undisturbed as they look.
record CpuChecks(CpuFacts facts, CpuPlan plan) {
  private static final int MOST_INTERRUPTS = 1_000;

  /// Those that take no time. What the machine doesn't say is left out.
  List<CheckResult> quick() {
    List<CheckResult> findings = new ArrayList<>();
    if (plan.pinned()) findings.add(cores());
    facts.turbo().ifPresent(on -> findings.add(turbo(on)));
    findings.add(limit());
    findings.add(isolated());
    return findings;
  }

  /// Two hardware threads of one core slow each other down.
  private CheckResult cores() {
    BitSet siblings = new BitSet();
    plan.client().stream().mapToObj(facts::siblings).forEach(siblings::or);
    if (siblings.isEmpty())
      return CheckResult.ok("cores", "the kernel doesn't say which CPUs share one");
    siblings.andNot(plan.client());
    siblings.and(plan.server());
    if (siblings.isEmpty()) return CheckResult.ok("cores", "client and server share none");
    BitSet others = (BitSet) plan.server().clone();
    others.andNot(siblings);
    return CheckResult.warning(
        "cores",
        "the client's CPU %s and the server's %s are one core's threads"
            .formatted(CpuList.format(plan.client()), CpuList.format(siblings)),
        others.isEmpty()
            ? "they slow each other down; turn SMT off, or take a machine with two cores"
            // JMH takes a comma for the end of a value.
            : "-p serverCpus=" + CpuList.format(others).replace(',', '+'));
  }

  private static CheckResult turbo(boolean on) {
    return on
        ? CheckResult.warning(
            "turbo",
            "on",
            "the clock depends on how many CPUs are busy;"
                + " echo 1 > /sys/devices/system/cpu/intel_pstate/no_turbo,"
                + " or echo 0 > /sys/devices/system/cpu/cpufreq/boost")
        : CheckResult.ok("turbo", "off");
  }

  private CheckResult limit() {
    OptionalDouble limit = facts.limit();
    long throttled = facts.throttled();
    if (limit.isEmpty()) return CheckResult.ok("CPU limit", "none");
    String found = String.format(Locale.ROOT, "%.2f CPUs", limit.getAsDouble());
    if (limit.getAsDouble() >= plan.allowed().cardinality() && throttled == 0)
      return CheckResult.ok("CPU limit", found + ", never reached");
    return CheckResult.warning(
        "CPU limit",
        "%s for %d CPUs, reached %d times so far"
            .formatted(found, plan.allowed().cardinality(), throttled),
        "client and server are stopped in turn; raise cpu.max of the container");
  }

  private CheckResult isolated() {
    BitSet isolated = facts.isolated();
    if (isolated.isEmpty()) return CheckResult.ok("isolated CPUs", "none");
    BitSet used = (BitSet) isolated.clone();
    used.and(plan.allowed());
    String found = CpuList.format(isolated);
    return used.isEmpty()
        ? CheckResult.warning(
            "isolated CPUs",
            found + ", none of them is used",
            "taskset -c " + found + " java -jar benchmarks.jar …")
        : CheckResult.ok(
            "isolated CPUs", found + ", of which " + CpuList.format(used) + " is used");
  }

  /// Interrupts of devices on the client's CPU, which are in its latencies.
  ///
  /// @param perSecond by their numbers
  CheckResult interrupts(Map<Integer, Double> perSecond) {
    double all = perSecond.values().stream().mapToDouble(Double::doubleValue).sum();
    String found = String.format(Locale.ROOT, "%.0f/s of devices on the client's CPU", all);
    if (all <= MOST_INTERRUPTS) return CheckResult.ok("interrupts", found);
    int most =
        perSecond.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    return CheckResult.warning(
        "interrupts",
        found
            + String.format(
                Locale.ROOT,
                ", most of them %d (%s), which may go to CPUs %s",
                most,
                facts.interruptName(most),
                CpuList.format(facts.affinity(most))),
        "echo %s > /proc/irq/%d/smp_affinity_list".formatted(CpuList.format(plan.server()), most));
  }

  /// Whether a limit has kept this process's control group from running.
  ///
  /// @param times meanwhile
  static CheckResult throttling(long times) {
    return times > 0
        ? CheckResult.warning(
            "throttling",
            "the CPU limit was reached %d times meanwhile".formatted(times),
            "client and server were stopped in turn; raise cpu.max of the container")
        : CheckResult.ok("throttling", "never meanwhile");
  }
}
