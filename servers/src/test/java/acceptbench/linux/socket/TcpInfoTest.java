package acceptbench.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.Epoll;
import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.linux.NonBlocking;
import acceptbench.testing.Await;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TcpInfoTest {
  private final TcpInfo info = new TcpInfo();

  @Test
  void tellsQueueAndBacklogOfAListener() throws Exception {
    int listener = TcpSocket.listen(0, 5, 0, false);
    int client = TcpSocket.connect(TcpSocket.localPort(listener));
    assertThat(info.read(listener)).isZero();
    assertThat(info.state()).isEqualTo(TcpState.LISTEN);
    assertThat(info.queued()).isEqualTo(1);
    assertThat(info.effectiveBacklog()).isEqualTo(5);
    TcpSocket.closeWithReset(client);
    Libc.close(listener);
  }

  @Test
  void tellsHowLongAConnectionWaitedToBeAccepted() throws Exception {
    int listener = TcpSocket.listen(0, 5, 0, false);
    int client = TcpSocket.connect(TcpSocket.localPort(listener));
    TimeUnit.MILLISECONDS.sleep(30);
    int accepted = Libc.accept4(listener, MemorySegment.NULL, MemorySegment.NULL, 0);
    assertThat(info.read(accepted)).isZero();
    assertThat(info.state()).isEqualTo(TcpState.ESTABLISHED);
    // The kernel's clock here has ticks of up to 10 ms.
    assertThat(info.lastAckReceivedMillis()).isGreaterThanOrEqualTo(20);
    TcpSocket.closeWithReset(client);
    Libc.close(accepted);
    Libc.close(listener);
  }

  @Test
  void countsTheSynsThatWereSentAgain() throws Exception {
    int listener = TcpSocket.listen(0, 0, 0, false);
    int port = TcpSocket.localPort(listener);
    int first = TcpSocket.connect(port);
    int dropped = NonBlocking.connect(port);
    assertThat(info.read(dropped)).isZero();
    assertThat(info.synRetransmissions()).isZero();

    int accepted = Libc.accept4(listener, MemorySegment.NULL, MemorySegment.NULL, 0);
    try (Epoll epoll = new Epoll(1)) {
      epoll.add(dropped, Epoll.EPOLLOUT, 0);
      assertThat(epoll.await(10_000)).isEqualTo(1);
    }

    assertThat(info.read(dropped)).isZero();
    assertThat(info.state()).isEqualTo(TcpState.ESTABLISHED);
    assertThat(info.synRetransmissions()).isEqualTo(1);
    for (int fd : new int[] {first, dropped, accepted, listener}) TcpSocket.closeWithReset(fd);
  }

  /// The server's socket is deaf, and so the client says it again, after 0.2 s.
  @Test
  void dataThatIsSentAgainIsNoSyn() throws Exception {
    int listener = TcpSocket.listen(0, 0, 0, false);
    int client = TcpSocket.connect(TcpSocket.localPort(listener));
    int accepted = Libc.accept4(listener, MemorySegment.NULL, MemorySegment.NULL, 0);
    PacketFilter.dropEverything(accepted);
    try (Arena arena = Arena.ofConfined()) {
      assertThat(Libc.send(client, arena.allocate(1), 1, 0)).isEqualTo(1);
    }
    Await.until("it is sent again", () -> sentAgain(client) > 0);
    assertThat(info.synRetransmissions()).isZero();
    for (int fd : new int[] {client, accepted, listener}) TcpSocket.closeWithReset(fd);
  }

  private int sentAgain(int fd) throws ErrnoException {
    info.readOf(fd);
    return info.retransmissions();
  }

  @Test
  void readingWhatIsNoSocketSaysSo() {
    assertThat(info.read(-1)).isEqualTo(-Errno.EBADF);
  }
}
