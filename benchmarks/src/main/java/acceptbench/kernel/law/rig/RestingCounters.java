package acceptbench.kernel.law.rig;

import acceptbench.kernel.KernelCounters;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Waits until a network's counters stand still: how much an experiment makes them grow is known
/// only while nobody else does.
public final class RestingCounters {
  private static final int SETTLED_READS = 3;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int DEADLINE_MILLIS = 2_000;

  /// On a machine so busy that fewer take as long, some that differ say nothing of others.
  private static final int LEAST_READS = 100;

  private RestingCounters() {}

  public interface Source {
    KernelCounters read() throws IOException;
  }

  /// Reads until three reads in a row, a millisecond apart, are equal.
  ///
  /// @throws RestlessException where that is not so for 2 s and for 100 reads
  public static KernelCounters await(Source source) throws IOException {
    return await(source, System::nanoTime);
  }

  /// @param clock in nanoseconds
  static KernelCounters await(Source source, LongSupplier clock) throws IOException {
    long deadline = clock.getAsLong() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS);
    KernelCounters last = source.read();
    int reads = 1;
    for (int equal = 1; equal < SETTLED_READS; reads++) {
      if (reads >= LEAST_READS && clock.getAsLong() - deadline > 0)
        throw new RestlessException(DEADLINE_MILLIS);
      LockSupport.parkNanos(PAUSE_NANOS);
      KernelCounters next = source.read();
      equal = next.equals(last) ? equal + 1 : 1;
      last = next;
    }
    return last;
  }

  /// Others' packets move the network's counters all the time, so that an experiment's own can't be
  /// told apart.
  public static final class RestlessException extends IOException {
    private static final long serialVersionUID = 1;

    private RestlessException(int millis) {
      super(
          "this network's counters (/proc/net/snmp, netstat) did not stand still within %d ms: others"
                  .formatted(millis)
              + " have traffic here; a private network has none");
    }
  }
}
