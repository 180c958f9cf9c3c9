package acceptbench.machine;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.process.CpuAffinity;
import acceptbench.linux.process.CpuList;
import java.util.BitSet;

/// Which CPUs the load clients have for themselves, one each; the server has the others.
///
/// The clients get the last ones: interrupts of devices go to the first unless somebody moved them,
/// and on a client's CPU they would be in every latency.
///
/// @param allowed the CPUs that this process may run on
/// @param client the clients'; empty where there is only one CPU, which then is shared
/// @param server the server's: unless others are chosen for it, all but the clients', or all where
///     nothing is left of them
public record CpuPlan(BitSet allowed, BitSet client, BitSet server) {
  /// The plan for one client.
  public static CpuPlan of(BitSet allowed) {
    return of(allowed, 1);
  }

  /// The plan for that many clients.
  ///
  /// @throws IllegalArgumentException where there are fewer CPUs
  public static CpuPlan of(BitSet allowed, int clients) {
    if (clients < 1) throw new IllegalArgumentException("at least one load client");
    if (allowed.cardinality() <= 1 && clients == 1)
      return new CpuPlan(allowed, new BitSet(), allowed);
    BitSet last = new BitSet();
    for (int cpu = allowed.length() - 1; cpu >= 0 && last.cardinality() < clients; cpu--)
      if (allowed.get(cpu)) last.set(cpu);
    return of(allowed, clients, last);
  }

  /// The plan for clients on reserved CPUs. Those that no client needs stay unused, so that the
  /// server has the same CPUs for any number of clients.
  ///
  /// @param reserved the clients take the first of these
  /// @throws IllegalArgumentException where these are fewer than the clients
  public static CpuPlan of(BitSet allowed, int clients, BitSet reserved) {
    if (reserved.cardinality() < clients)
      throw new IllegalArgumentException(
          clients
              + " load clients, and "
              + (reserved.cardinality() == 1 ? "1 CPU" : reserved.cardinality() + " CPUs")
              + " for them");
    BitSet client = new BitSet();
    reserved.stream().limit(clients).forEach(client::set);
    BitSet server = (BitSet) allowed.clone();
    server.andNot(reserved);
    return new CpuPlan(allowed, client, server.isEmpty() ? allowed : server);
  }

  public static CpuPlan ofThisProcess() throws ErrnoException {
    return of(CpuAffinity.get());
  }

  public boolean pinned() {
    return !client.isEmpty();
  }

  /// Whether a client and the server have a CPU in common.
  public boolean shared() {
    return !pinned() || server.intersects(client);
  }

  /// Moves the calling thread, and so each process that it starts, to the clients' CPUs until
  /// the result is closed.
  public Pin pinThisThread() throws ErrnoException {
    if (pinned()) CpuAffinity.set(client);
    return () -> {
      if (pinned()) CpuAffinity.set(allowed);
    };
  }

  /// `client on 3, server on 0-2`.
  public String words() {
    if (!pinned()) return "not pinned";
    return (client.cardinality() == 1 ? "client on " : "clients on ")
        + CpuList.format(client)
        + ", server on "
        + CpuList.format(server)
        + (shared() ? " too" : "");
  }

  /// All CPUs but the clients', or all where nothing is left of them.
  public BitSet besideTheClients() {
    BitSet others = (BitSet) allowed.clone();
    others.andNot(client);
    return others.isEmpty() ? allowed : others;
  }

  /// Moves the calling thread to where the servers run.
  public void leaveTheClients() throws ErrnoException {
    if (pinned()) CpuAffinity.set(server);
  }

  /// The time on the clients' CPUs.
  public interface Pin extends AutoCloseable {
    @Override
    void close() throws ErrnoException;
  }
}
