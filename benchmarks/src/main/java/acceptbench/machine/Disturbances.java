package acceptbench.machine;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/// What takes CPU time from client and server: the hypervisor, interrupts of devices, a limit of
/// the control group; counted from a moment on.
public final class Disturbances {
  private final Machine machine;
  private final CpuFacts facts;
  private final CpuPlan cpus;
  private final LongSupplier clock;
  private final Map<Integer, Machine.CpuTimes> times;
  private final Map<Integer, Map<Integer, Long>> interrupts;
  private final long throttled;
  private final long sinceNanos;

  Disturbances(Machine machine, CpuPlan cpus, LongSupplier clock) {
    this.machine = machine;
    this.facts = new CpuFacts(machine.root());
    this.cpus = cpus;
    this.clock = clock;
    this.times = ofEach(used(), machine::cpuTimes);
    this.interrupts = ofEach(cpus.client(), facts::deviceInterrupts);
    this.throttled = facts.throttled();
    this.sinceNanos = clock.getAsLong();
  }

  /// Begins to count.
  public static Disturbances from(Machine machine, CpuPlan cpus) {
    return new Disturbances(machine, cpus, System::nanoTime);
  }

  private BitSet used() {
    BitSet used = (BitSet) cpus.client().clone();
    used.or(cpus.server());
    return used;
  }

  private static <T> Map<Integer, T> ofEach(BitSet cpus, IntFunction<T> look) {
    Map<Integer, T> found = new TreeMap<>();
    cpus.stream().forEach(cpu -> found.put(cpu, look.apply(cpu)));
    return found;
  }

  /// What there was until now, in the worst of the CPUs that it was looked for in.
  public List<CheckResult> untilNow() {
    return List.of(
        MachineChecks.steal(ofEach(used(), this::stolen)),
        new CpuChecks(facts, cpus).interrupts(ofEach(cpus.client(), this::interruptsPerSecond)),
        CpuChecks.throttling(facts.throttled() - throttled));
  }

  private double stolen(int cpu) {
    return machine.cpuTimes(cpu).stolenShareSince(Objects.requireNonNull(times.get(cpu)));
  }

  private Map<Integer, Double> interruptsPerSecond(int cpu) {
    double seconds = Math.max(1, clock.getAsLong() - sinceNanos) / 1e9;
    Map<Integer, Long> before = Objects.requireNonNull(interrupts.get(cpu));
    Map<Integer, Double> perSecond = new TreeMap<>();
    facts
        .deviceInterrupts(cpu)
        .forEach(
            (number, count) ->
                perSecond.put(number, (count - before.getOrDefault(number, 0L)) / seconds));
    return perSecond;
  }
}
