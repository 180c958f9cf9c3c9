package acceptbench.kernel;

import static acceptbench.linux.socket.SocketConstants.AF_INET;
import static acceptbench.linux.socket.SocketConstants.AF_INET6;
import static acceptbench.linux.socket.SocketConstants.IPPROTO_IPV6;
import static acceptbench.linux.socket.SocketConstants.IPV6_V6ONLY;
import static acceptbench.linux.socket.SocketConstants.SOCK_NONBLOCK;
import static acceptbench.linux.socket.SocketConstants.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.Errno;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.Endpoint;
import acceptbench.linux.socket.IpAddress;
import acceptbench.linux.socket.Ipv6;
import acceptbench.linux.socket.ListenerSocket;
import acceptbench.linux.socket.PacketFilter;
import acceptbench.linux.socket.Sockaddr;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Several sockets listen on one port: the one that gets the connections is watched, and no other.
@ExtendWith(NeedsPrivateNetwork.class)
class ListenerWatchTest {
  private static final IpAddress SECOND_ADDRESS = IpAddress.parse("127.0.0.2");

  private static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  private static void checkAlone(ListenerWatch watch, int backlog, int queued) throws IOException {
    assertThat(watch.listeners()).hasSize(1);
    assertThat(watch.listeners().getFirst().effectiveBacklog()).isEqualTo(backlog);
    assertThat(watch.queued()).isEqualTo(queued);
    watch.sample(0);
    assertThat(watch.maxDepth()).isEqualTo(queued);
  }

  /// Those of the JDK are IPv6 sockets, bound to mapped IPv4 addresses.
  @Test
  void listenersAtOtherAddressesAreLeftAlone() throws IOException {
    try (ServerSocket first = new ServerSocket(0, 50, address("127.0.0.1"));
        ServerSocket _ = new ServerSocket(first.getLocalPort(), 200, address("127.0.0.2"));
        ListenerWatch ofFirst = new ListenerWatch(first.getLocalPort());
        ListenerWatch ofSecond =
            new ListenerWatch(Endpoint.of(SECOND_ADDRESS, first.getLocalPort()))) {
      ofFirst.forgetDepth();
      ofSecond.forgetDepth();
      try (Socket _ = new Socket(address("127.0.0.2"), first.getLocalPort());
          Socket _ = new Socket(address("127.0.0.2"), first.getLocalPort());
          Socket _ = new Socket(address("127.0.0.1"), first.getLocalPort())) {
        checkAlone(ofFirst, 50, 1);
        checkAlone(ofSecond, 200, 2);
      }
    }
  }

  @Test
  void halfOpenConnectionsToOtherAddressesAreLeftAlone() throws IOException {
    int client = Libc.socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    try (ServerSocket server = new ServerSocket(0, 50, address("0.0.0.0"));
        ListenerWatch ofFirst = new ListenerWatch(server.getLocalPort());
        ListenerWatch ofSecond =
            new ListenerWatch(Endpoint.of(SECOND_ADDRESS, server.getLocalPort()));
        Arena arena = Arena.ofConfined()) {
      PacketFilter.dropEverything(client);
      MemorySegment second = Sockaddr.allocate(arena, SECOND_ADDRESS, server.getLocalPort());
      assertThat(Libc.connect(client, second, Sockaddr.SIZE)).isEqualTo(-Errno.EINPROGRESS);
      assertThat(ofSecond.halfOpen()).isEqualTo(1);
      assertThat(ofFirst.halfOpen()).isZero();
    } finally {
      Libc.close(client);
    }
  }

  @Test
  void aListenerAtTheAddressGoesBeforeOneAtAnyAddress() throws IOException {
    int specific = TcpSocket.listen(0, 7, 0, true);
    int port = TcpSocket.localPort(specific);
    try (ServerSocketChannel any = ServerSocketChannel.open();
        ListenerWatch ofSpecific = new ListenerWatch(port);
        ListenerWatch ofAny = new ListenerWatch(Endpoint.of(SECOND_ADDRESS, port))) {
      any.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      any.bind(new InetSocketAddress(port), 9);
      ofSpecific.forgetDepth();
      ofAny.forgetDepth();
      try (Socket _ = new Socket(address("127.0.0.1"), port);
          Socket _ = new Socket(address("127.0.0.1"), port);
          Socket _ = new Socket(address("127.0.0.2"), port)) {
        checkAlone(ofSpecific, 7, 2);
        checkAlone(ofAny, 9, 1);
      }
    } finally {
      Libc.close(specific);
    }
  }

  /// A listener at `::` takes clients of both kinds, unless it is set to IPv6 alone; `::1` is
  /// another address than 127.0.0.1.
  @Test
  void eachKindOfClientHasItsListener() throws IOException {
    Requirement.require(Ipv6.missingFor("::"));
    int ipv4 = TcpSocket.listen(IpAddress.LOOPBACK, 0, 4, 0, true);
    int port = TcpSocket.localPort(ipv4);
    int both = TcpSocket.listen(IpAddress.ANY_6, port, 46, 0, true);
    try (ListenerWatch ofIpv4 = new ListenerWatch(Endpoint.of("127.0.0.1", port));
        ListenerWatch ofSecond = new ListenerWatch(Endpoint.of("127.0.0.2", port));
        ListenerWatch ofIpv6 = new ListenerWatch(Endpoint.of("::1", port))) {
      assertThat(backlogs(ofIpv4)).containsExactly(4);
      assertThat(backlogs(ofSecond)).containsExactly(46);
      assertThat(backlogs(ofIpv6)).containsExactly(46);
      int ipv6 = TcpSocket.listen(IpAddress.LOOPBACK_6, port, 6, 0, true);
      assertThat(backlogs(ofIpv6)).containsExactly(6);
      assertThat(backlogs(ofIpv4)).containsExactly(4);
      int client = TcpSocket.connect(IpAddress.LOOPBACK_6, port);
      assertThat(ofIpv6.queued()).isEqualTo(1);
      assertThat(ofSecond.queued() + ofIpv4.queued()).isZero();
      for (int each : new int[] {client, ipv6}) Libc.close(each);
      try (ListenerWatch ofBoth = new ListenerWatch(Endpoint.of("::", port))) {
        assertThat(backlogs(ofBoth)).containsExactlyInAnyOrder(4, 46);
      }
    } finally {
      Libc.close(ipv4);
      Libc.close(both);
    }
  }

  @Test
  void aListenerOfIpv6AloneGetsNoIpv4Client() throws IOException {
    Requirement.require(Ipv6.missingFor("::"));
    int only = Libc.socket(AF_INET6, SOCK_STREAM, 0);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment yes = arena.allocateFrom(ValueLayout.JAVA_INT, 1);
      assertThat(Libc.setsockopt(only, IPPROTO_IPV6, IPV6_V6ONLY, yes, 4)).isZero();
      MemorySegment any = Sockaddr.allocate(arena, IpAddress.ANY_6, 0);
      assertThat(Libc.bind(only, any, Sockaddr.SIZE)).isZero();
      assertThat(Libc.listen(only, 6)).isZero();
      int port = TcpSocket.localPort(only);
      try (ListenerWatch ofIpv4 = new ListenerWatch(port);
          ListenerWatch ofIpv6 = new ListenerWatch(Endpoint.of("::1", port))) {
        assertThat(ofIpv4.listeners()).isEmpty();
        assertThat(backlogs(ofIpv6)).containsExactly(6);
      }
    } finally {
      Libc.close(only);
    }
  }

  private static List<Integer> backlogs(ListenerWatch watch) throws IOException {
    return watch.listeners().stream().map(ListenerSocket::effectiveBacklog).toList();
  }

  @Test
  void aQueueIsFullWithOneMoreThanItsBacklog() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, address("127.0.0.1"));
        ListenerWatch watch = new ListenerWatch(server.getLocalPort());
        Socket _ = new Socket(address("127.0.0.1"), server.getLocalPort())) {
      assertThat(watch.isFull()).isFalse();
      try (Socket _ = new Socket(address("127.0.0.1"), server.getLocalPort())) {
        assertThat(watch.isFull()).isTrue();
      }
    }
  }
}
