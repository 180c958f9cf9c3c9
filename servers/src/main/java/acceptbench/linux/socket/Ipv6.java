package acceptbench.linux.socket;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import java.util.Optional;

/// Whether this network namespace has IPv6.
public final class Ipv6 {
  private Ipv6() {}

  /// Why nobody can listen at this address, the loopback's or `::`, and what would help, in one
  /// line; nothing where that works, and for IPv4. `lo` has to be up.
  public static Optional<String> missingFor(String address) {
    if (IpAddress.parse(address).isIpv4()) return Optional.empty();
    try {
      Libc.close(TcpSocket.listen(IpAddress.LOOPBACK_6, 0, 1, 0, false));
      return Optional.empty();
    } catch (ErrnoException e) {
      return Optional.of(
          "address=%s: there is no IPv6 here (%s); it takes a kernel with IPv6, and sysctl net.ipv6.conf.lo.disable_ipv6=0"
              .formatted(address, e.getMessage()));
    }
  }
}
