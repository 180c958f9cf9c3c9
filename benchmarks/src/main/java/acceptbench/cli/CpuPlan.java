package acceptbench.cli;

import acceptbench.linux.CpuAffinity;
import acceptbench.linux.ErrnoException;
import java.util.BitSet;

/// Which CPU the client has for itself; the server has the others.
///
/// The client gets the last one: interrupts of devices go to the first unless somebody moved them,
/// and on the client's CPU they would be in every latency.
///
/// @param allowed the CPUs that this process may run on
/// @param client the client's; empty where there is only one CPU, which then is shared
record CpuPlan(BitSet allowed, BitSet client) {
  static CpuPlan of(BitSet allowed) {
    BitSet client = new BitSet();
    if (allowed.cardinality() > 1) client.set(allowed.length() - 1);
    return new CpuPlan(allowed, client);
  }

  static CpuPlan ofThisProcess() throws ErrnoException {
    return of(CpuAffinity.get());
  }

  boolean pinned() {
    return !client.isEmpty();
  }

  /// All but the client's; all where nothing is pinned.
  BitSet server() {
    BitSet server = (BitSet) allowed.clone();
    server.andNot(client);
    return server;
  }

  /// Moves the calling thread, and so each process that it starts, to the client's CPU until the
  /// result is closed.
  Pin pinThisThread() throws ErrnoException {
    if (pinned()) CpuAffinity.set(client);
    return () -> {
      if (pinned()) CpuAffinity.set(allowed);
    };
  }

  /// Moves the calling thread to where the servers run.
  void leaveTheClients() throws ErrnoException {
    if (pinned()) CpuAffinity.set(server());
  }

  /// The time on the client's CPU.
  interface Pin extends AutoCloseable {
    @Override
    void close() throws ErrnoException;
  }
}
