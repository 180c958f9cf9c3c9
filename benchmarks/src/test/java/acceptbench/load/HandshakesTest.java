package acceptbench.load;

import static acceptbench.linux.socket.SocketConstants.AF_INET;
import static acceptbench.linux.socket.SocketConstants.SOCK_CLOEXEC;
import static acceptbench.linux.socket.SocketConstants.SOCK_NONBLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.IpAddress;
import acceptbench.linux.socket.PacketFilter;
import acceptbench.linux.socket.Sockaddr;
import acceptbench.linux.socket.TcpInfo;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.linux.socket.TcpState;
import acceptbench.testing.Await;
import java.io.IOException;
import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

class HandshakesTest {
  /// A second, but for some ticks.
  private static final long ABOUT_A_SECOND_MICROS = 980_000;

  private final TcpInfo info = new TcpInfo();

  /// A client is deaf when its SYN is answered. What it or the server sends again a second later
  /// makes the connection, and was not dropped. Then it speaks before anybody has asked how long
  /// that took.
  @Test
  void aLateAnswerIsKnownWhenTheClientHasSpoken() throws Exception {
    int listener = TcpSocket.listen(0, 5, 0, false);
    int client = TcpSocket.socket(AF_INET, SOCK_NONBLOCK | SOCK_CLOEXEC);
    PacketFilter.dropEverything(client);
    connect(client, TcpSocket.localPort(listener));
    Await.until("the SYN is answered", () -> halfOpen(TcpSocket.localPort(listener)) == 1);
    PacketFilter.detach(client);
    Await.until("it is connected", () -> read(client).state() == TcpState.ESTABLISHED);
    long before = info.roundTripMicros();
    int retries = info.synRetransmissions();
    assertThat(lateAnswers()).isEqualTo(1);

    speak(client);
    Await.until("what it says is heard", () -> read(client).roundTripMicros() < before);
    // Seven eighths of a second and a little.
    if (before < ABOUT_A_SECOND_MICROS * 8 / 7)
      assertThat(info.roundTripMicros()).isLessThan(ABOUT_A_SECOND_MICROS);
    assertThat(info.synRetransmissions()).isEqualTo(retries);
    assertThat(lateAnswers()).isEqualTo(1);
    for (int fd : new int[] {client, listener}) TcpSocket.closeWithReset(fd);
  }

  @Test
  void aTimerMayEndEarly() {
    assertThat(lateAnswers(1, 970_000)).isEqualTo(1);
    assertThat(lateAnswers(0, 970_000)).isEqualTo(1);
  }

  @Test
  void whatWasAnsweredInTimeWasDroppedBefore() {
    assertThat(lateAnswers(2, 400_000)).isZero();
    assertThat(lateAnswers(0, 50)).isZero();
  }

  @Test
  void withoutATimeNobodyKnowsWhichSynWasAnswered() {
    assertThat(lateAnswers(3, 0)).isEqualTo(3);
    assertThat(lateAnswers(0, 0)).isZero();
  }

  private static long lateAnswers(int retries, long roundTripMicros) {
    Handshakes handshakes = new Handshakes();
    handshakes.add(retries, roundTripMicros);
    assertThat(handshakes.synRetries()).isEqualTo(retries);
    return handshakes.lateAnswers();
  }

  /// Of the socket that was read last.
  private long lateAnswers() {
    Handshakes handshakes = new Handshakes();
    handshakes.add(info);
    return handshakes.lateAnswers();
  }

  private TcpInfo read(int fd) throws ErrnoException {
    info.readOf(fd);
    return info;
  }

  private static void connect(int fd, int port) {
    try (Arena arena = Arena.ofConfined()) {
      int result =
          Libc.connect(fd, Sockaddr.allocate(arena, IpAddress.LOOPBACK, port), Sockaddr.SIZE);
      assertThat(result).isEqualTo(-Errno.EINPROGRESS);
    }
  }

  private static void speak(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      assertThat(Libc.send(fd, arena.allocate(1), 1, 0)).isEqualTo(1);
    }
  }

  private static int halfOpen(int port) throws IOException {
    int[] count = {0};
    try (InetDiag diag = new InetDiag()) {
      diag.connections(
          port,
          socket -> {
            if (socket.state() == TcpState.SYN_RECV) count[0]++;
          });
    }
    return count[0];
  }
}
