package acceptbench.linux.socket;

import java.util.List;

/// Where clients find a server: a port, at an address of this machine, or at several that they take
/// in turn.
///
/// @param addresses each connection's is the next one
public record Endpoint(List<IpAddress> addresses, int port) {
  public Endpoint {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) throw new IllegalArgumentException("no address for port " + port);
  }

  /// At one address.
  public static Endpoint of(IpAddress address, int port) {
    return new Endpoint(List.of(address), port);
  }

  /// On 127.0.0.1.
  public static Endpoint loopback(int port) {
    return of(IpAddress.LOOPBACK, port);
  }

  /// Where clients find a server of this machine that listens at an address: there, or on the
  /// loopback where that is none. A server at `::` takes connections of both kinds, and gets both
  /// in turn.
  public static Endpoint of(String listeningAt, int port) {
    IpAddress address = IpAddress.parse(listeningAt);
    if (!address.isAny()) return of(address, port);
    return address.isIpv4()
        ? loopback(port)
        : new Endpoint(List.of(IpAddress.LOOPBACK_6, IpAddress.LOOPBACK), port);
  }

  /// The address of the connection with that number.
  public IpAddress address(int connection) {
    return addresses.get(connection % addresses.size());
  }

  /// `127.0.0.1:80`, or several such.
  @Override
  public String toString() {
    return String.join(" and ", addresses.stream().map(it -> it.withPort(port)).toList());
  }
}
