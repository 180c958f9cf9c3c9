package acceptbench.server.strategy.program;

import acceptbench.linux.socket.Endpoint;
import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.ListenerLookup;
import acceptbench.linux.socket.ListenerSocket;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Who listens where in this network namespace, as the kernel says.
final class Listening {
  /// No filter to the kernel.
  private static final int ANY_PORT = 0;

  private Listening() {}

  /// The listeners that get the connections to an endpoint; none where one of its addresses has
  /// none.
  static List<ListenerSocket> at(Endpoint endpoint) throws IOException {
    try (InetDiag diag = new InetDiag()) {
      List<ListenerSocket> onPort = diag.listeners(endpoint.port());
      boolean all =
          endpoint.addresses().stream()
              .noneMatch(address -> ListenerLookup.of(onPort, address).isEmpty());
      return all ? ListenerLookup.of(onPort, endpoint) : List.of();
    }
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
          .map(listener -> listener.id().address().withPort(listener.id().port()))
          .distinct()
          .sorted()
          .collect(Collectors.joining(" and "));
    }
  }
}
