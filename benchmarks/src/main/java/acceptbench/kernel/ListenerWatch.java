package acceptbench.kernel;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.socket.Endpoint;
import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.ListenerLookup;
import acceptbench.linux.socket.ListenerQuestion;
import acceptbench.linux.socket.ListenerSocket;
import acceptbench.linux.socket.TcpState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Watches the sockets that get a server's connections: how deep their accept queues get, and what
/// they drop. Listeners on the same port at other addresses are not included.
///
/// Each look asks inet_diag once for each listener; [#meanLookNanos] says what that costs. A queue
/// may have been deeper between two looks. Not thread-safe.
public final class ListenerWatch implements AutoCloseable {
  private static final ListenerQuestion[] NONE = {};

  private final Endpoint server;
  private final InetDiag diag = new InetDiag();
  private final DepthSeries depths = new DepthSeries();
  private final DeepestQueues deepest = new DeepestQueues();
  private final Map<Long, Long> dropsBefore = new HashMap<>();
  private ListenerQuestion[] questions = NONE;
  private int[] families = {};
  private long lookNanos;
  private int maxDepth;
  private int halfOpen;

  /// Watches those that get the connections to 127.0.0.1.
  public ListenerWatch(int port) throws ErrnoException {
    this(Endpoint.loopback(port));
  }

  /// Watches those that get the connections of a server's clients.
  public ListenerWatch(Endpoint server) throws ErrnoException {
    this.server = server;
  }

  /// The listening sockets as they are now.
  ///
  /// @throws ErrnoException where the kernel does not answer
  public List<ListenerSocket> listeners() throws ErrnoException {
    return ListenerLookup.of(diag.listeners(server.port()), server);
  }

  /// Looks at the queues, and remembers the deepest.
  ///
  /// @param nanos when that is, after the load's start
  public void sample(long nanos) throws ErrnoException {
    long start = System.nanoTime();
    deepest.look();
    if (!askEach()) dump();
    lookNanos += System.nanoTime() - start;
    maxDepth = Math.max(maxDepth, deepest.now());
    depths.add(nanos, deepest.now());
  }

  private boolean askEach() throws ErrnoException {
    for (ListenerQuestion question : questions) if (!diag.queue(question, deepest)) return false;
    return questions.length > 0;
  }

  private void dump() throws ErrnoException {
    deepest.look();
    for (int family : families) diag.queues(family, server.port(), deepest);
  }

  /// What each look since [#forgetDepth] saw: the deepest of the queues.
  public DepthSeries depths() {
    return depths;
  }

  /// What a look cost the thread that took it, in nanoseconds, since [#forgetDepth]; NaN without
  /// one.
  public double meanLookNanos() {
    return (double) lookNanos / depths.atNanos().length;
  }

  /// The deepest queue seen since [#forgetDepth].
  public int maxDepth() {
    return maxDepth;
  }

  /// The deepest queue of one of several listeners since [#forgetDepth].
  public long maxDepth(ListenerSocket listener) {
    return deepest.of(listener.inode());
  }

  /// What one of several listeners dropped since [#forgetDepth]; NaN where the kernel doesn't say.
  public double dropsSinceForgotten(ListenerSocket now) {
    Long before = dropsBefore.get(now.inode());
    return before == null || before < 0 || now.drops() < 0 ? Double.NaN : now.drops() - before;
  }

  /// Starts over: depths and drops count from here.
  public void forgetDepth() throws ErrnoException {
    dropsBefore.clear();
    List<ListenerSocket> now = listeners();
    deepest.clear(now.stream().mapToLong(ListenerSocket::inode).toArray());
    for (ListenerSocket listener : now) dropsBefore.put(listener.inode(), listener.drops());
    List<ListenerQuestion> found = new ArrayList<>();
    for (ListenerSocket listener : now) diag.question(listener).ifPresent(found::add);
    questions = found.size() == now.size() ? found.toArray(ListenerQuestion[]::new) : NONE;
    families = now.stream().mapToInt(listener -> listener.id().family()).distinct().toArray();
    lookNanos = 0;
    maxDepth = 0;
    depths.clear();
  }

  /// How many of the listeners that were there at [#forgetDepth] have gone since.
  public int gone() throws ErrnoException {
    Set<Long> left = new HashSet<>(dropsBefore.keySet());
    for (ListenerSocket listener : listeners()) left.remove(listener.inode());
    return left.size();
  }

  /// Connections waiting in all queues now.
  public int queued() throws ErrnoException {
    return listeners().stream().mapToInt(ListenerSocket::queued).sum();
  }

  /// Whether every listener's accept queue is full now: it holds one more than the backlog says.
  public boolean isFull() throws ErrnoException {
    return listeners().stream()
        .allMatch(listener -> listener.queued() > listener.effectiveBacklog());
  }

  /// Where the connections go that are watched.
  public Endpoint server() {
    return server;
  }

  /// Half-open connections to the server now (SYN_RECV).
  public int halfOpen() throws ErrnoException {
    halfOpen = 0;
    diag.connections(
        server.port(),
        side -> {
          if (side.state() == TcpState.SYN_RECV && server.addresses().contains(side.localAddress()))
            halfOpen++;
        });
    return halfOpen;
  }

  /// Whether every listener's accept queue was full when [#sample] last looked.
  public boolean wasFull() {
    return deepest.allFull();
  }

  /// Drops of all listeners so far, or -1 where the kernel doesn't say.
  public long drops() throws ErrnoException {
    long sum = 0;
    for (ListenerSocket listener : listeners()) {
      if (listener.drops() < 0) return -1;
      sum += listener.drops();
    }
    return sum;
  }

  @Override
  public void close() {
    diag.close();
  }
}
