package acceptbench.kernel;

import static acceptbench.linux.socket.SocketConstants.AF_INET;
import static acceptbench.linux.socket.SocketConstants.SOCK_NONBLOCK;
import static acceptbench.linux.socket.SocketConstants.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.Errno;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.Ipv4Address;
import acceptbench.linux.socket.PacketFilter;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Several sockets listen on one port: the one that gets the connections is watched, and no other.
@ExtendWith(NeedsPrivateNetwork.class)
class ListenerWatchTest {
  private static final int SECOND_ADDRESS = Ipv4Address.LOOPBACK + 1;

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
        ListenerWatch ofSecond = new ListenerWatch(SECOND_ADDRESS, first.getLocalPort())) {
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
        ListenerWatch ofSecond = new ListenerWatch(SECOND_ADDRESS, server.getLocalPort());
        Arena arena = Arena.ofConfined()) {
      PacketFilter.dropEverything(client);
      MemorySegment second = Ipv4Address.allocate(arena, SECOND_ADDRESS, server.getLocalPort());
      assertThat(Libc.connect(client, second, Ipv4Address.SIZE)).isEqualTo(-Errno.EINPROGRESS);
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
        ListenerWatch ofAny = new ListenerWatch(SECOND_ADDRESS, port)) {
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
