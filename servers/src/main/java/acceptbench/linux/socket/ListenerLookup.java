package acceptbench.linux.socket;

import java.util.List;
import java.util.function.Predicate;

/// Which of the sockets that listen on a port get the connections to one local address
/// (`__inet_lookup_listener` and `compute_score` in `net/ipv4/inet_hashtables.c`, and their like in
/// `net/ipv6/inet6_hashtables.c`).
///
/// Those bound to that address get all of them; only where there is none do those bound to any
/// address. Among these a socket that is bound to `lo` goes before one that is not, and with an
/// IPv4 client an IPv4 socket before an IPv6 one, which takes such a client unless it is set to
/// IPv6 alone (IPV6_V6ONLY). An IPv4 socket takes no IPv6 client. Several that are equal share the
/// port by SO_REUSEPORT.
public final class ListenerLookup {
  /// In every network namespace.
  private static final int LOOPBACK_DEVICE = 1;

  private ListenerLookup() {}

  /// Connections to an address of this machine come in by `lo`, whatever interface has the address.
  ///
  /// @param listeners all those on one port
  public static List<ListenerSocket> of(List<ListenerSocket> listeners, IpAddress address) {
    List<ListenerSocket> bound = best(listeners, address, bind -> bind.equals(address));
    return bound.isEmpty() ? best(listeners, address, IpAddress::isAny) : bound;
  }

  /// Those that get the connections of an endpoint's clients, each once.
  public static List<ListenerSocket> of(List<ListenerSocket> listeners, Endpoint endpoint) {
    return endpoint.addresses().stream()
        .flatMap(address -> of(listeners, address).stream())
        .distinct()
        .toList();
  }

  private static List<ListenerSocket> best(
      List<ListenerSocket> listeners, IpAddress address, Predicate<IpAddress> bind) {
    List<ListenerSocket> matching =
        listeners.stream()
            .filter(each -> takes(each, address) && bind.test(each.id().address()))
            .toList();
    int most = matching.stream().mapToInt(each -> score(each, address)).max().orElse(0);
    return matching.stream().filter(each -> score(each, address) == most).toList();
  }

  private static boolean takes(ListenerSocket listener, IpAddress address) {
    int device = listener.id().device();
    boolean speaks = address.isIpv4() ? !listener.ipv6Only() : listener.id().isIpv6();
    return speaks && (device == 0 || device == LOOPBACK_DEVICE);
  }

  private static int score(ListenerSocket listener, IpAddress address) {
    int ofDevice = listener.id().device() == 0 ? 1 : 2;
    return ofDevice + (address.isIpv4() && !listener.id().isIpv6() ? 1 : 0);
  }
}
