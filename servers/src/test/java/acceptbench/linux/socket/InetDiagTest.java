package acceptbench.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import acceptbench.linux.Epoll;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.NonBlocking;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InetDiagTest {
  private final List<Integer> opened = new ArrayList<>();
  private InetDiag diag;

  @BeforeEach
  void open() throws ErrnoException {
    diag = new InetDiag();
  }

  @AfterEach
  void close() {
    opened.reversed().forEach(TcpSocket::closeWithReset);
    diag.close();
  }

  private int keep(int fd) {
    opened.add(fd);
    return fd;
  }

  @Test
  void tellsQueueBacklogAndInodeOfAListener() throws Exception {
    int listener = keep(TcpSocket.listen(0, 7, 0, false));
    int port = TcpSocket.localPort(listener);
    for (int i = 0; i < 3; i++) keep(TcpSocket.connect(port));

    ListenerSocket told = diag.listeners(port).getFirst();

    assertThat(told.queued()).isEqualTo(3);
    assertThat(told.effectiveBacklog()).isEqualTo(7);
    assertThat(told.drops()).isZero();
    assertThat(Files.readSymbolicLink(Path.of("/proc/self/fd/" + listener)))
        .hasToString("socket:[" + told.inode() + "]");
  }

  @Test
  void countsDroppedSynsOfAListener() throws Exception {
    int listener = keep(TcpSocket.listen(0, 0, 0, false));
    int port = TcpSocket.localPort(listener);
    keep(TcpSocket.connect(port));
    for (int i = 0; i < 5; i++) keep(NonBlocking.connect(port));
    assertThat(diag.listeners(port).getFirst())
        .extracting(ListenerSocket::queued, ListenerSocket::drops)
        .containsExactly(1, 5L);
  }

  @Test
  void findsTheListenersOfBothFamiliesAndThoseThatShareAPort() throws Exception {
    try (ServerSocket six =
        new ServerSocket(0, 9, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      assertThat(diag.listeners(six.getLocalPort()))
          .extracting(ListenerSocket::effectiveBacklog)
          .containsExactly(9);
    }
    int first = keep(TcpSocket.listen(0, 3, 0, true));
    int port = TcpSocket.localPort(first);
    keep(TcpSocket.listen(port, 4, 0, true));
    assertThat(diag.listeners(port))
        .extracting(ListenerSocket::effectiveBacklog)
        .containsExactlyInAnyOrder(3, 4);
    assertThat(diag.listeners(1)).isEmpty();
  }

  /// Asked for by its id, a listener of either family is told alone, and only while it is there.
  @Test
  void findsOneListenerAgain() throws Exception {
    int listener = keep(TcpSocket.listen(0, 7, 0, true));
    int port = TcpSocket.localPort(listener);
    ListenerSocket told = diag.listeners(port).getFirst();
    ListenerQuestion question = diag.question(told).orElseThrow();
    keep(TcpSocket.connect(port));
    List<Long> seen = new ArrayList<>();
    assertThat(
            diag.queue(question, (inode, queued, _) -> seen.addAll(List.of(inode, (long) queued))))
        .isTrue();
    assertThat(seen).containsExactly(told.inode(), 1L);

    ListenerQuestion ofSix;
    try (ServerSocket six =
        new ServerSocket(0, 9, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      ListenerSocket java = diag.listeners(six.getLocalPort()).getFirst();
      ofSix = diag.question(java).orElseThrow();
      assertThat(diag.queue(ofSix, (_, _, backlog) -> seen.add((long) backlog))).isTrue();
      assertThat(seen).endsWith(9L);
    }
    assertThat(diag.queue(ofSix, (_, _, _) -> seen.clear())).isFalse();
    assertThat(seen).isNotEmpty();
  }

  /// Of those that share a port each is found: by a peer whose SYN it would get.
  @Test
  void findsEachOfSeveralListeners() throws Exception {
    int port = TcpSocket.localPort(keep(TcpSocket.listen(0, 100, 0, true)));
    for (int i = 1; i < 8; i++) keep(TcpSocket.listen(port, 100 + i, 0, true));
    List<Long> wanted = new ArrayList<>();
    List<Long> seen = new ArrayList<>();
    for (ListenerSocket each : diag.listeners(port)) {
      wanted.addAll(List.of(each.inode(), (long) each.effectiveBacklog()));
      ListenerQuestion question = diag.question(each).orElseThrow();
      diag.queue(question, (inode, _, backlog) -> seen.addAll(List.of(inode, (long) backlog)));
    }
    assertThat(seen).hasSize(16).isEqualTo(wanted);
  }

  @Test
  void tellsConnectionsByPeerAndState() throws Exception {
    int port = TcpSocket.localPort(keep(TcpSocket.listen(0, 10, 0, false)));
    int client = keep(TcpSocket.connect(port));

    assertThat(connections(port))
        .containsExactly(
            new ConnectionSocket(
                IpAddress.LOOPBACK,
                IpAddress.LOOPBACK,
                TcpSocket.localPort(client),
                TcpState.ESTABLISHED,
                0));
  }

  /// A client that never sees the SYN-ACK leaves the server half-open.
  @Test
  void tellsHalfOpenConnections() throws Exception {
    int port = TcpSocket.localPort(keep(TcpSocket.listen(0, 10, 0, false)));
    int deaf = keep(NonBlocking.socket());
    PacketFilter.dropEverything(deaf);
    NonBlocking.connect(deaf, port);

    assertThat(connections(port))
        .extracting(ConnectionSocket::remotePort, ConnectionSocket::state)
        .containsExactly(tuple(TcpSocket.localPort(deaf), TcpState.SYN_RECV));
    TcpInfo info = new TcpInfo();
    assertThat(info.read(deaf)).isZero();
    assertThat(info.state()).isEqualTo(TcpState.SYN_SENT);
  }

  /// The kernel sends the SYN-ACK again after a second; the client hears it and answers.
  @Test
  void aDetachedFilterLetsTheHandshakeEnd() throws Exception {
    int port = TcpSocket.localPort(keep(TcpSocket.listen(0, 10, 0, false)));
    int deaf = keep(NonBlocking.socket());
    PacketFilter.dropEverything(deaf);
    NonBlocking.connect(deaf, port);

    PacketFilter.detach(deaf);

    try (Epoll epoll = new Epoll(1)) {
      epoll.add(deaf, Epoll.EPOLLOUT, 0);
      assertThat(epoll.await(10_000)).isEqualTo(1);
    }
    assertThat(TcpSocket.takeError(deaf)).isZero();
    assertThat(connections(port))
        .extracting(ConnectionSocket::state)
        .containsExactly(TcpState.ESTABLISHED);
  }

  @Test
  void tellsEveryOneOfManyConnections() throws Exception {
    int port = TcpSocket.localPort(keep(TcpSocket.listen(0, 2_000, 0, false)));
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) ports.add(TcpSocket.localPort(keep(TcpSocket.connect(port))));
    assertThat(connections(port))
        .extracting(ConnectionSocket::remotePort)
        .containsExactlyInAnyOrderElementsOf(ports);
  }

  private List<ConnectionSocket> connections(int port) throws ErrnoException {
    List<ConnectionSocket> found = new ArrayList<>();
    diag.connections(port, found::add);
    return found;
  }
}
