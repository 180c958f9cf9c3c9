package acceptbench.machine;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.process.CpuAffinity;
import java.util.BitSet;

/// Which CPU the client has for itself; the server has the others.
///
/// The client gets the last one: interrupts of devices go to the first unless somebody moved them,
/// and on the client's CPU they would be in every latency.
///
/// @param allowed the CPUs that this process may run on
/// @param client the client's; empty where there is only one CPU, which then is shared
public record CpuPlan(BitSet allowed, BitSet client) {
  public static CpuPlan of(BitSet allowed) {
    BitSet client = new BitSet();
    if (allowed.cardinality() > 1) client.set(allowed.length() - 1);
    return new CpuPlan(allowed, client);
  }

  public static CpuPlan ofThisProcess() throws ErrnoException {
    return of(CpuAffinity.get());
  }

  public boolean pinned() {
    return !client.isEmpty();
  }

  /// All but the client's; all where nothing is pinned.
  public BitSet server() {
    BitSet server = (BitSet) allowed.clone();
    server.andNot(client);
    return server;
  }

  /// Moves the calling thread, and so each process that it starts, to the client's CPU until the
  /// result is closed.
  public Pin pinThisThread() throws ErrnoException {
    if (pinned()) CpuAffinity.set(client);
    return () -> {
      if (pinned()) CpuAffinity.set(allowed);
    };
  }

  /// Moves the calling thread to where the servers run.
  public void leaveTheClients() throws ErrnoException {
    if (pinned()) CpuAffinity.set(server());
  }

  /// The time on the client's CPU.
  public interface Pin extends AutoCloseable {
    @Override
    void close() throws ErrnoException;
  }
}
