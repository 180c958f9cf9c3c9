package acceptbench.kernel.law;

import acceptbench.kernel.KernelVersion;
import acceptbench.kernel.SysctlException;
import acceptbench.kernel.Sysctls;
import acceptbench.kernel.law.LawResult.Verdict;
import acceptbench.kernel.law.rig.LawRig;
import acceptbench.kernel.law.rig.PausedException;
import acceptbench.kernel.law.rig.RestingCounters.RestlessException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// All laws, and how one is put to the test.
public final class Laws {
  /// The kernels on which every experiment held when it was run, or whose source was read.
  private static final KernelVersion OLDEST_KNOWN = new KernelVersion(4, 10, 0);

  private static final KernelVersion NEWEST_KNOWN = new KernelVersion(6, 18, Integer.MAX_VALUE);

  private static final int TRIES = 20;
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private Laws() {}

  public static List<Law> all() {
    return List.of(
        new AcceptQueueLaw(),
        new MoreThanOneLaw(),
        new ListenAgainLaw(),
        new SomaxconnLaw(),
        new SynRetransmissionLaw(true),
        new SynRetransmissionLaw(false),
        new SynQueueLaw(0),
        new SynQueueLaw(1),
        new SynQueueLaw(2),
        new MaxSynBacklogLaw(),
        new FinalAckLaw(false),
        new FinalAckLaw(true),
        new GivenUpLaw(),
        new EarlyDataLaw(),
        new GhostLaw(),
        new ReuseportLaw(),
        new SteeringLaw(),
        new MigrationLaw(false),
        new MigrationLaw(true),
        new DeferAcceptLaw(),
        new DeferAcceptCookiesLaw());
  }

  /// Puts one law to the test in the calling thread's network namespace, whose `lo` is up.
  ///
  /// @param sysctls of that namespace; where they can't be changed, a law that needs other values
  ///     is left out. So is one whose network is never still
  /// @param address where the experiment's servers listen, see [LawRig#here]
  /// @throws IOException where the experiment could not be made, other than for lack of a sysctl
  public static LawResult check(Law law, KernelVersion kernel, Sysctls sysctls, String address)
      throws IOException {
    long start = System.nanoTime();
    try {
      List<Reading> readings = readings(law, kernel, sysctls, address);
      boolean holds = !readings.isEmpty() && readings.stream().allMatch(Reading::holds);
      Verdict verdict = holds ? Verdict.HOLDS : Verdict.DIFFERS;
      return result(law, verdict, readings, holds ? "" : difference(kernel), start);
    } catch (SysctlException | RestlessException e) {
      return result(law, Verdict.LEFT_OUT, List.of(), String.valueOf(e.getMessage()), start);
    }
  }

  private static List<Reading> readings(
      Law law, KernelVersion kernel, Sysctls sysctls, String address) throws IOException {
    PausedException paused = new PausedException();
    for (int i = 0; i < TRIES; i++) {
      try (LawRig rig = LawRig.here(kernel, sysctls, address)) {
        return law.check(rig);
      } catch (PausedException e) {
        paused = e;
        // The scheduler seldom interrupts a thread that has just slept.
        LockSupport.parkNanos(REST_NANOS);
      }
    }
    throw paused;
  }

  private static LawResult result(
      Law law, Verdict verdict, List<Reading> readings, String note, long startNanos) {
    return new LawResult(
        law.name(), law.statement(), verdict, readings, note, millisSince(startNanos));
  }

  static String difference(KernelVersion kernel) {
    if (kernel.isAtLeast(OLDEST_KNOWN) && NEWEST_KNOWN.isAtLeast(kernel))
      return "Linux %s is known to obey this: a distribution's change, or foreign traffic here?"
          .formatted(kernel);
    return "a finding: nothing is known here of Linux %s, which differs from 4.10 to 6.18"
        .formatted(kernel);
  }

  private static long millisSince(long startNanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }
}
