package acceptbench.bench;

import acceptbench.linux.socket.Ipv4Address;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;

/// Where a server listens: an IPv4 address of this machine, in host order, and a port.
public record Endpoint(int address, int port) {
  static Endpoint loopback(int port) {
    return new Endpoint(Ipv4Address.LOOPBACK, port);
  }

  /// Reads HOST:PORT.
  ///
  /// @throws IllegalArgumentException where it is not that, or not an address of this machine: load
  ///     is put on nobody else's
  public static Endpoint parse(String target) {
    if (target.startsWith("unix:") || target.startsWith("/"))
      throw new IllegalArgumentException(
          "target '" + target + "': the load client speaks TCP only, write it as HOST:PORT");
    int colon = target.lastIndexOf(':');
    if (colon < 1)
      throw new IllegalArgumentException("target '" + target + "': write it as HOST:PORT");
    return new Endpoint(
        address(target, target.substring(0, colon)), port(target, target.substring(colon + 1)));
  }

  private static int port(String target, String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65_535) return port;
    } catch (NumberFormatException e) {
      // Told below, as a number out of range is.
    }
    throw new IllegalArgumentException(
        "target '" + target + "': the port has to be a number from 1 to 65535");
  }

  private static int address(String target, String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (!(address instanceof Inet4Address))
        throw new IllegalArgumentException(
            "target '" + target + "': the load client speaks IPv4 only");
      if (!address.isLoopbackAddress() && NetworkInterface.getByInetAddress(address) == null)
        throw new IllegalArgumentException(
            "target '" + target + "' is not an address of this machine; load is put on no other");
      return ByteBuffer.wrap(address.getAddress()).getInt();
    } catch (IOException e) {
      throw new IllegalArgumentException("target '" + target + "': unknown host " + host, e);
    }
  }
}
