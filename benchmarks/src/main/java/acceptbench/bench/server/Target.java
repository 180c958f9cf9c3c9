package acceptbench.bench.server;

import acceptbench.linux.socket.Endpoint;
import acceptbench.linux.socket.IpAddress;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/// Somebody else's server, as the parameter `target` names it: `127.0.0.1:80`, `localhost:80`,
/// `[::1]:80`.
public final class Target {
  private static final String FORM =
      "write it as HOST:PORT, an IPv6 address in brackets: [::1]:8080";

  private Target() {}

  /// Where it listens: at an address of this machine.
  ///
  /// @throws IllegalArgumentException where it is not that: load is put on nobody else's
  public static Endpoint parse(String target) {
    if (target.startsWith("unix:") || target.startsWith("/"))
      throw wrong(target, ": the load client speaks TCP only, " + FORM);
    int colon = target.lastIndexOf(':');
    if (colon < 1) throw wrong(target, ": " + FORM);
    String host = target.substring(0, colon);
    return Endpoint.of(address(target, host), port(target, target.substring(colon + 1)));
  }

  private static int port(String target, String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65_535) return port;
    } catch (NumberFormatException e) {
      // Refused below, like a number out of range.
    }
    throw wrong(target, ": the port has to be a number from 1 to 65535");
  }

  private static IpAddress address(String target, String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    // Without brackets nobody can tell which of the colons is the port's.
    if (bracketed != host.contains(":")) throw wrong(target, ": " + FORM);
    InetAddress address =
        bracketed ? literal(target, host.substring(1, host.length() - 1)) : resolved(target, host);
    if (address.isAnyLocalAddress())
      throw wrong(
          target, ": clients need an address; a server at 0.0.0.0 or :: is at 127.0.0.1 too");
    if (address.isLinkLocalAddress())
      throw wrong(
          target, ": a link-local address means nothing without its interface; name another");
    if (!isHere(address))
      throw wrong(target, " is not an address of this machine; load is put on no other");
    return IpAddress.of(address);
  }

  private static InetAddress literal(String target, String host) {
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException e) {
      throw wrong(target, ": " + host + " is no IPv6 address");
    }
  }

  /// Java takes the IPv4 address of a name that has both kinds.
  private static InetAddress resolved(String target, String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw wrong(target, ": unknown host " + host);
    }
  }

  private static boolean isHere(InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      throw new IllegalStateException("this machine's addresses can't be read", e);
    }
  }

  private static IllegalArgumentException wrong(String target, String why) {
    return new IllegalArgumentException("target '" + target + "'" + why);
  }
}
