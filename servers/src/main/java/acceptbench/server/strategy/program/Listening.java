package acceptbench.server.strategy.program;

import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.Ipv4Address;
import acceptbench.linux.socket.ListenerSocket;
import acceptbench.linux.socket.SocketId;
import java.io.IOException;
import java.net.Inet6Address;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Who listens where in this network namespace, as the kernel tells it.
final class Listening {
  /// No filter to the kernel.
  private static final int ANY_PORT = 0;

  /// With which `::` and `::1` begin, as Java writes them.
  private static final Pattern ZEROS = Pattern.compile("^(0:){2,}0?");

  private Listening() {}

  /// The listeners that get connections to 127.0.0.1 and a port.
  static List<ListenerSocket> onLoopback(int port) throws IOException {
    try (InetDiag diag = new InetDiag()) {
      return diag.listeners(port).stream().filter(Listening::takesLoopback).toList();
    }
  }

  private static boolean takesLoopback(ListenerSocket listener) {
    OptionalInt address = listener.id().ipv4();
    return address.isPresent()
        && !listener.ipv6Only()
        && (address.getAsInt() == 0 || address.getAsInt() == Ipv4Address.LOOPBACK);
  }

  static Set<Long> inodes(List<ListenerSocket> listeners) {
    return listeners.stream()
        .map(ListenerSocket::inode)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Where sockets listen: `127.0.0.1:8000 and [::1]:9000`; empty where none of them does.
  ///
  /// @param inodes the sockets' numbers
  static String places(Set<Long> inodes) throws IOException {
    return places(ANY_PORT, listener -> inodes.contains(listener.inode()));
  }

  /// Where somebody listens on a port, at whatever address; empty where nobody does.
  static String places(int port) throws IOException {
    return places(port, _ -> true);
  }

  private static String places(int port, Predicate<ListenerSocket> which) throws IOException {
    try (InetDiag diag = new InetDiag()) {
      return diag.listeners(port).stream()
          .filter(which)
          .map(listener -> place(listener.id()))
          .distinct()
          .sorted()
          .collect(Collectors.joining(" and "));
    }
  }

  private static String place(SocketId id) {
    String address = id.address().getHostAddress();
    if (!(id.address() instanceof Inet6Address)) return address + ":" + id.port();
    return "[" + ZEROS.matcher(address).replaceFirst("::") + "]:" + id.port();
  }
}
