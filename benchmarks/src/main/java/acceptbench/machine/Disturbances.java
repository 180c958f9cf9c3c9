package acceptbench.machine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/// What takes CPU time from client and server: the hypervisor, interrupts of devices, a limit of
/// the control group; counted from a moment on.
public final class Disturbances {
  private final Machine machine;
  private final CpuFacts facts;
  private final CpuPlan cpus;
  private final LongSupplier clock;
  private final Machine.CpuTimes times;
  private final Map<Integer, Long> interrupts;
  private final long throttled;
  private final long sinceNanos;

  Disturbances(Machine machine, CpuPlan cpus, LongSupplier clock) {
    this.machine = machine;
    this.facts = new CpuFacts(machine.root());
    this.cpus = cpus;
    this.clock = clock;
    this.times = machine.cpuTimes();
    this.interrupts = facts.deviceInterrupts(client());
    this.throttled = facts.throttled();
    this.sinceNanos = clock.getAsLong();
  }

  /// Begins to count.
  public static Disturbances from(Machine machine, CpuPlan cpus) {
    return new Disturbances(machine, cpus, System::nanoTime);
  }

  /// The client's CPU; -1 where it has none for itself.
  private int client() {
    return cpus.client().nextSetBit(0);
  }

  /// What there was until now.
  public List<CheckResult> untilNow() {
    double seconds = Math.max(1, clock.getAsLong() - sinceNanos) / 1e9;
    Map<Integer, Double> perSecond = new TreeMap<>();
    facts
        .deviceInterrupts(client())
        .forEach(
            (number, count) ->
                perSecond.put(number, (count - interrupts.getOrDefault(number, 0L)) / seconds));
    return List.of(
        MachineChecks.steal(machine.cpuTimes().stolenShareSince(times)),
        new CpuChecks(facts, cpus).interrupts(perSecond),
        CpuChecks.throttling(facts.throttled() - throttled));
  }
}
