package acceptbench.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.linux.Epoll;
import acceptbench.linux.Errno;
import acceptbench.linux.Libc;
import acceptbench.linux.NonBlocking;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpSocketTest {
  @Test
  void bothEndsKnowEachOtherAndBytesGoThrough() throws Exception {
    int listener = TcpSocket.listen(0, 1, 0, false);
    int client = TcpSocket.connect(TcpSocket.localPort(listener));
    int server = Libc.accept4(listener, MemorySegment.NULL, MemorySegment.NULL, 0);
    assertThat(TcpSocket.peer(server).getPort()).isEqualTo(TcpSocket.localPort(client));
    assertThat(TcpSocket.peer(server).getAddress().getHostAddress()).isEqualTo("127.0.0.1");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment sent = arena.allocateFrom("abc");
      MemorySegment received = arena.allocate(10);
      assertThat(Libc.send(server, sent, 4, SocketConstants.MSG_NOSIGNAL)).isEqualTo(4);
      assertThat(Libc.recv(client, received, 10, 0)).isEqualTo(4);
      assertThat(received.getString(0)).isEqualTo("abc");
    }
    for (int fd : new int[] {client, server, listener}) TcpSocket.closeWithReset(fd);
  }

  @Test
  void aNegativeBacklogMeansTheMaximum() throws Exception {
    int listener = TcpSocket.listen(0, -1, 0, false);
    TcpInfo info = new TcpInfo();
    assertThat(info.read(listener)).isZero();
    assertThat(info.effectiveBacklog()).isGreaterThan(50);
    Libc.close(listener);
  }

  @Test
  void aResetLeavesNothingOfTheConnection() throws Exception {
    int listener = TcpSocket.listen(0, 1, 0, false);
    int port = TcpSocket.localPort(listener);
    int client = TcpSocket.connect(port);
    int server = Libc.accept4(listener, MemorySegment.NULL, MemorySegment.NULL, 0);

    TcpSocket.closeWithReset(client);

    try (Arena arena = Arena.ofConfined()) {
      assertThat(Libc.recv(server, arena.allocate(1), 1, 0)).isEqualTo(-Errno.ECONNRESET);
    }
    Libc.close(server);
    try (InetDiag diag = new InetDiag()) {
      List<ConnectionSocket> left = new ArrayList<>();
      diag.connections(port, left::add);
      assertThat(left).isEmpty();
    }
    Libc.close(listener);
  }

  @Test
  void aRefusedConnectLeavesItsErrorOnTheSocket() throws Exception {
    int listener = TcpSocket.listen(0, 1, 0, false);
    int port = TcpSocket.localPort(listener);
    Libc.close(listener);
    assertThatThrownBy(() -> TcpSocket.connect(port))
        .hasMessageMatching("connect\\(fd \\d+, port " + port + "\\): ECONNREFUSED");
    int refused = NonBlocking.connect(port);
    try (Epoll epoll = new Epoll(1)) {
      epoll.add(refused, Epoll.EPOLLOUT, 0);
      assertThat(epoll.await(5_000)).isEqualTo(1);
    }
    assertThat(TcpSocket.takeError(refused)).isEqualTo(Errno.ECONNREFUSED);
    assertThat(TcpSocket.takeError(refused)).isZero();
    Libc.close(refused);
  }

  @Test
  void shutdownWakesWhoIsBlockedInAccept() throws Exception {
    int listener = TcpSocket.listen(0, 1, 0, false);
    int[] result = {0};
    Thread acceptor =
        Thread.ofPlatform()
            .start(
                () ->
                    result[0] = Libc.accept4(listener, MemorySegment.NULL, MemorySegment.NULL, 0));
    Libc.shutdown(listener, 2);
    assertThat(acceptor.join(Duration.ofSeconds(30))).isTrue();
    assertThat(result[0]).isEqualTo(-Errno.EINVAL);
    Libc.close(listener);
  }
}
