package acceptbench.server.strategy.common;

import acceptbench.linux.socket.TcpInfo;
import acceptbench.server.parameter.ServerConfig;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;

/// How long connections waited in the accept queue, where that is asked for
/// ([ServerConfig#queueWait]).
///
/// The kernel remembers when the last ACK came, which for a connection just accepted is the one
/// that ended the handshake and put it into the queue (`tcpi_last_ack_recv`, `tcp_get_info` in
/// `net/ipv4/tcp.c`). Its clock ticks every 1 to 10 ms (`CONFIG_HZ`), so that is the resolution. A
/// client that speaks first moves it on: then the wait counts from what it said.
///
/// It costs a system call for each connection, on the accepting thread: hence only when asked for.
public final class QueueWaits {
  /// The longest wait that is counted in an array, which costs threads nothing to share.
  private static final int USUAL_MILLIS = 60_000;

  /// How many connections waited that many milliseconds.
  private final AtomicIntegerArray counts;

  private final ConcurrentMap<Integer, Long> longer = new ConcurrentHashMap<>();

  private final boolean wanted;

  public QueueWaits(ServerConfig config) {
    wanted = config.queueWait();
    counts = new AtomicIntegerArray(wanted ? USUAL_MILLIS + 1 : 0);
  }

  /// For one acceptor's thread, to be given each descriptor just accepted.
  public IntConsumer observer() {
    if (!wanted) return fd -> {};
    TcpInfo info = new TcpInfo();
    return fd -> {
      // It fails where the client has reset the connection: then nobody knows how long it waited.
      if (info.read(fd) == 0) add(info.lastAckReceivedMillis());
    };
  }

  /// Adds a wait, in milliseconds. More than 24 days is what the kernel reports where it has no ACK
  /// to count from: its own clock.
  void add(long millis) {
    if (millis > Integer.MAX_VALUE) return;
    if (millis > USUAL_MILLIS) longer.merge((int) millis, 1L, Long::sum);
    else counts.incrementAndGet((int) millis);
  }

  /// How many connections waited how many milliseconds, since the server started.
  public Map<Integer, Long> millis() {
    Map<Integer, Long> waits = new TreeMap<>(longer);
    for (int i = 0; i < counts.length(); i++)
      if (counts.get(i) > 0) waits.put(i, (long) counts.get(i));
    return waits;
  }
}
