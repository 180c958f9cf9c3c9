package acceptbench.machine;

import acceptbench.linux.process.CpuList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/// Whether the client's CPU and the server's are as undisturbed as they look.
record CpuChecks(CpuFacts facts, CpuPlan plan) {
  private static final int MOST_INTERRUPTS = 1_000;
  private static final String NOT_TOLD = "the kernel doesn't say which CPUs share one";

  /// Those that take no time. What the machine doesn't say is left out.
  List<CheckResult> quick() {
    List<CheckResult> findings = new ArrayList<>();
    if (plan.pinned()) findings.add(cores());
    if (plan.client().cardinality() > 1) findings.add(coresOfClients());
    facts.turbo().ifPresent(on -> findings.add(turbo(on)));
    findings.add(limit());
    findings.add(isolated());
    return findings;
  }

  /// Two hardware threads of one core slow each other down.
  private CheckResult cores() {
    BitSet siblings = new BitSet();
    plan.client().stream().mapToObj(facts::siblings).forEach(siblings::or);
    if (siblings.isEmpty()) return CheckResult.ok("cores", NOT_TOLD);
    siblings.andNot(plan.client());
    siblings.and(plan.server());
    if (siblings.isEmpty()) return CheckResult.ok("cores", "client and server share none");
    BitSet others = (BitSet) plan.server().clone();
    others.andNot(siblings);
    return CheckResult.warning(
        "cores",
        "the %s %s and the server's %s are one core's threads"
            .formatted(
                plan.client().cardinality() == 1 ? "client's CPU" : "clients' CPUs",
                CpuList.format(plan.client()),
                CpuList.format(siblings)),
        others.isEmpty()
            ? "they slow each other down; turn SMT off, or take a machine with two cores"
            // JMH takes a comma for the end of a value.
            : "-p serverCpus=" + CpuList.format(others).replace(',', '+'));
  }

  /// Load clients slow each other down in the same way.
  private CheckResult coresOfClients() {
    int clients = plan.client().cardinality();
    if (plan.client().stream().anyMatch(cpu -> facts.siblings(cpu).isEmpty()))
      return CheckResult.ok("client cores", NOT_TOLD);
    long cores = plan.client().stream().map(this::firstThread).distinct().count();
    if (cores == clients) return CheckResult.ok("client cores", "each load client has one");
    return CheckResult.warning(
        "client cores",
        "%d load clients (CPUs %s) on %s"
            .formatted(
                clients, CpuList.format(plan.client()), cores == 1 ? "one core" : cores + " cores"),
        "they slow each other down; -p clientCpus=LIST names others, one CPU of each core");
  }

  private int firstThread(int cpu) {
    return facts.siblings(cpu).nextSetBit(0);
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

  /// Interrupts of devices on the clients' CPUs, which are in their latencies.
  ///
  /// @param perSecond by CPU, and by their numbers
  CheckResult interrupts(Map<Integer, Map<Integer, Double>> perSecond) {
    if (perSecond.isEmpty()) return CheckResult.ok("interrupts", "no CPU is the client's alone");
    Map.Entry<Integer, Map<Integer, Double>> worst =
        perSecond.entrySet().stream()
            .max(Comparator.comparingDouble(cpu -> sum(cpu.getValue())))
            .orElseThrow();
    double all = sum(worst.getValue());
    String found =
        String.format(
            Locale.ROOT,
            "%.0f/s of devices on %s",
            all,
            perSecond.size() == 1 ? "the client's CPU" : "CPU " + worst.getKey() + ", a client's");
    return all <= MOST_INTERRUPTS
        ? CheckResult.ok("interrupts", found)
        : tooMany(found, most(worst.getValue()));
  }

  private CheckResult tooMany(String found, int interrupt) {
    BitSet elsewhere = (BitSet) plan.allowed().clone();
    elsewhere.andNot(plan.client());
    return CheckResult.warning(
        "interrupts",
        "%s, most of them %d (%s), which may go to CPUs %s"
            .formatted(
                found,
                interrupt,
                facts.interruptName(interrupt),
                CpuList.format(facts.affinity(interrupt))),
        elsewhere.isEmpty()
            ? "every CPU is a load client's; fewer of them (-t) leave one for interrupts"
            : "echo %s > /proc/irq/%d/smp_affinity_list"
                .formatted(CpuList.format(elsewhere), interrupt));
  }

  private static double sum(Map<Integer, Double> perSecond) {
    return perSecond.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static int most(Map<Integer, Double> perSecond) {
    return perSecond.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
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
