package acceptbench.kernel.law.rig;

import acceptbench.kernel.CounterReader;
import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.KernelVersion;
import acceptbench.kernel.QueueSettings;
import acceptbench.kernel.SysctlException;
import acceptbench.kernel.Sysctls;
import acceptbench.linux.CloseStack;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.process.CpuAffinity;
import acceptbench.linux.socket.ConnectionSocket;
import acceptbench.linux.socket.Endpoint;
import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.IpAddress;
import acceptbench.linux.socket.TcpState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// What an experiment works with: sockets, counters and sysctls of the network namespace of the
/// thread that made it. Closing it closes every socket and gives sysctls their former values. Not
/// thread-safe: the thread that made it stays on one CPU until it closes it.
public final class LawRig implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /// Below the second after which SYNs and SYN-ACKs are sent again.
  private static final int STILL_MILLIS = 900;

  private static final int AGREEMENT_MILLIS = 400;

  private static final int MOST_CPUS = 16;

  private final KernelVersion kernel;
  private final Sysctls sysctls;
  private final String address;
  private final CounterReader counters = CounterReader.ofCallingThread();
  private final InetDiag diag = new InetDiag();
  private final BitSet cpus = CpuAffinity.get();
  private final List<Runnable> closing = new ArrayList<>();
  private final List<Sysctls.Setting> changed = new ArrayList<>();

  private long watchStart = System.nanoTime();
  private int connected;

  private LawRig(KernelVersion kernel, Sysctls sysctls, String address) throws ErrnoException {
    this.kernel = kernel;
    this.sysctls = sysctls;
    this.address = address;
    // Loopback packets wait in a queue of the CPU that sent them: on one CPU they keep their order.
    BitSet one = new BitSet();
    one.set(cpus.nextSetBit(0));
    CpuAffinity.set(one);
  }

  /// A rig in the calling thread's network namespace.
  ///
  /// @param address where its servers listen, `127.0.0.1` or `::1`; at `::` every second client
  ///     comes by IPv6
  public static LawRig here(KernelVersion kernel, Sysctls sysctls, String address)
      throws ErrnoException {
    return new LawRig(kernel, sysctls, address);
  }

  public KernelVersion kernel() {
    return kernel;
  }

  public Sysctls sysctls() {
    return sysctls;
  }

  /// Sets sysctls of `net.` until the rig is closed.
  public void set(Map<String, Long> values) throws SysctlException {
    changed.add(sysctls.set(values));
  }

  /// What holds now for a listener of this backlog.
  public QueueSettings settings(int backlog) throws SysctlException {
    return QueueSettings.read(sysctls, backlog, kernel);
  }

  public LawListener listen(int backlog) throws ErrnoException {
    return keep(LawListener.open(IpAddress.parse(address), 0, backlog, false), LawListener::close);
  }

  /// One of several listeners on a port; 0 chooses it.
  public LawListener share(int port, int backlog) throws ErrnoException {
    return keep(
        LawListener.open(IpAddress.parse(address), port, backlog, true), LawListener::close);
  }

  public LawClient connect(LawListener listener, LawClient.Manner manner) throws ErrnoException {
    Endpoint server = Endpoint.of(address, listener.port());
    IpAddress next = server.address(connected++);
    return keep(LawClient.connect(next, server.port(), manner), LawClient::close);
  }

  /// Connects from each of [#clientCpus] at once, by a thread on each, to a listener that nobody
  /// connects to otherwise.
  ///
  /// @param each how many clients of each CPU connect, one after the other
  public List<LawClient> connectOnAllCpus(LawListener listener, int each) throws IOException {
    IpAddress server = Endpoint.of(address, listener.port()).address(connected++);
    Crowd crowd = keep(new Crowd(server, listener.port()), Crowd::close);
    crowd.connect(clientCpus(), each);
    return crowd.clients();
  }

  /// Those of this process, 16 at most.
  public BitSet clientCpus() {
    BitSet some = new BitSet();
    cpus.stream().limit(MOST_CPUS).forEach(some::set);
    return some;
  }

  private <T> T keep(T resource, Consumer<T> close) {
    closing.add(() -> close.accept(resource));
    return resource;
  }

  public KernelCounters counters() throws IOException {
    return counters.read();
  }

  /// The counters, read until they rest.
  ///
  /// @throws RestingCounters.RestlessException where they do not
  public KernelCounters restingCounters() throws IOException {
    return RestingCounters.await(counters::read);
  }

  /// What the counters of a prediction grew by since then, as far as this kernel has them.
  public Tally growth(KernelCounters before, Tally predicted) throws IOException {
    return growth(before, predicted, AGREEMENT_MILLIS);
  }

  /// The same, where timers run out soon. On a busy machine packets may lie for a while in a queue
  /// of the kernel's, so a count that differs is read again until that time has passed; one that
  /// agrees is taken once it rests.
  public Tally growth(KernelCounters before, Tally predicted, int millis) throws IOException {
    await(millis, () -> predicted.agreesWith(grown(counters.read().minus(before), predicted)));
    return grown(restingCounters().minus(before), predicted);
  }

  private static Tally grown(KernelCounters growth, Tally predicted) {
    Tally found = Tally.NONE;
    for (String name : predicted.counts().keySet()) {
      OptionalLong count = growth.find(name);
      if (count.isPresent()) found = found.and(name, count.getAsLong());
    }
    return found;
  }

  /// The server's sides of the connections to a listener's port.
  public List<ConnectionSocket> serverSides(LawListener listener) throws ErrnoException {
    List<ConnectionSocket> found = new ArrayList<>();
    diag.connections(listener.port(), found::add);
    return found;
  }

  /// How many of these clients are half-open at the server. Half-open connections outlive their
  /// listener by up to a second, so those that a former listener of the port left are not counted.
  public long halfOpen(LawListener listener, List<LawClient> clients) throws ErrnoException {
    Set<Integer> ours = new HashSet<>();
    for (LawClient client : clients) ours.add(client.number());
    return serverSides(listener).stream()
        .filter(side -> side.state() == TcpState.SYN_RECV && ours.contains(side.client()))
        .count();
  }

  /// Waits for a condition, for that many milliseconds at most. A wait in vain is no error: what is
  /// measured next will show the difference.
  public boolean await(int millis, Condition condition) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!condition.holds()) {
      if (System.nanoTime() - deadline > 0) return condition.holds();
      LockSupport.parkNanos(PAUSE_NANOS / 10);
    }
    return true;
  }

  /// Begins a time in which no timer may run out; it ends with [#requireStill].
  public void startWatch() {
    watchStart = System.nanoTime();
  }

  /// To be called after a measurement, which says nothing if timers have run out meanwhile.
  public void requireStill() throws PausedException {
    requireStill(STILL_MILLIS);
  }

  /// The same for timers that run out after another time.
  public void requireStill(int millis) throws PausedException {
    if (System.nanoTime() - watchStart > TimeUnit.MILLISECONDS.toNanos(millis))
      throw new PausedException();
  }

  /// Something to wait for.
  public interface Condition {
    boolean holds() throws IOException;
  }

  @Override
  public void close() throws IOException {
    try (CloseStack all = new CloseStack()) {
      changed.forEach(all::add);
      all.add(() -> CpuAffinity.set(cpus));
      all.add(diag);
      closing.forEach(close -> all.add(close::run));
    } finally {
      changed.clear();
      closing.clear();
    }
  }
}
