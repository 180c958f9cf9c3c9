package acceptbench.bench.account;

import acceptbench.kernel.CounterReader;
import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.SoftnetStat;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// What the kernel says at one moment, or how that grew.
///
/// @param listenerDrops of all the port's listeners, as inet_diag tells them; negative where it
///     does not
record KernelMoment(KernelCounters counters, SoftnetStat softnet, long listenerDrops) {
  private static final int DEADLINE_SECONDS = 5;

  /// A few tries may take as long on a busy machine, and say nothing of other clients.
  private static final int LEAST_TRIES = 100;

  /// What the listeners have dropped so far.
  interface Drops {
    long now() throws IOException;
  }

  /// Counters and drops are two readings: taken again where a packet was dropped between them.
  ///
  /// @throws IllegalStateException where that happens again and again
  static KernelMoment read(Drops drops, CounterReader reader) throws IOException {
    return read(drops, reader, System::nanoTime);
  }

  /// @param clock in nanoseconds
  static KernelMoment read(Drops drops, CounterReader reader, LongSupplier clock)
      throws IOException {
    long deadline = clock.getAsLong() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    for (int tries = 0; tries < LEAST_TRIES || clock.getAsLong() - deadline < 0; tries++) {
      long before = drops.now();
      KernelCounters counters = reader.read();
      if (drops.now() == before) return new KernelMoment(counters, SoftnetStat.read(), before);
    }
    throw new IllegalStateException(
        ("for %d s the listener dropped packets between each two readings of its drops and of the"
                + " network's counters: other clients keep connecting to it")
            .formatted(DEADLINE_SECONDS));
  }

  KernelMoment minus(KernelMoment before) {
    boolean told = listenerDrops >= 0 && before.listenerDrops >= 0;
    return new KernelMoment(
        counters.minus(before.counters),
        softnet.minus(before.softnet),
        told ? listenerDrops - before.listenerDrops : -1);
  }
}
