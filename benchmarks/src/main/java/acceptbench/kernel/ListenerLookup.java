package acceptbench.kernel;

import acceptbench.linux.socket.ListenerSocket;
import acceptbench.linux.socket.SocketConstants;
import java.util.List;

/// Which of the sockets that listen on a port get the connections to one local IPv4 address
/// (`__inet_lookup_listener` and `compute_score` in `net/ipv4/inet_hashtables.c`).
///
/// Those bound to that address get all of them; only where there is none do those bound to any
/// address. Among these a socket that is bound to `lo` goes before one that is not, and an
/// IPv4 socket before an IPv6 one. Several that are equal share the port by SO_REUSEPORT.
final class ListenerLookup {
  /// In every network namespace.
  private static final int LOOPBACK_DEVICE = 1;

  private ListenerLookup() {}

  /// Connections to an address of this machine come in by `lo`, whatever interface has the address.
  static List<ListenerSocket> of(List<ListenerSocket> listeners, int address) {
    List<ListenerSocket> bound = best(listeners, address);
    return bound.isEmpty() ? best(listeners, 0) : bound;
  }

  private static List<ListenerSocket> best(List<ListenerSocket> listeners, int address) {
    List<ListenerSocket> matching =
        listeners.stream().filter(each -> takes(each, address)).toList();
    int most = matching.stream().mapToInt(ListenerLookup::score).max().orElse(0);
    return matching.stream().filter(each -> score(each) == most).toList();
  }

  private static boolean takes(ListenerSocket listener, int address) {
    int device = listener.id().device();
    return !listener.ipv6Only()
        && (device == 0 || device == LOOPBACK_DEVICE)
        && listener.id().ipv4().isPresent()
        && listener.id().ipv4().getAsInt() == address;
  }

  private static int score(ListenerSocket listener) {
    int ofDevice = listener.id().device() == 0 ? 1 : 2;
    return ofDevice + (listener.id().family() == SocketConstants.AF_INET ? 1 : 0);
  }
}
