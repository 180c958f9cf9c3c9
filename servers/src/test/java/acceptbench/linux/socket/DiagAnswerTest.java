package acceptbench.linux.socket;

import static acceptbench.linux.ErrnoException.check;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.linux.NonBlocking;
import acceptbench.testing.BadInput;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DiagAnswerTest {
  private static final int NETLINK_SOCK_DIAG = 4;
  private static final int SOCK_DIAG_BY_FAMILY = 20;
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int MULTI = 2;
  private static final int ALL_STATES = 0xfff;
  private static final int SKMEMINFO = 1 << 6;
  private static final int SEQUENCE = 7;
  private static final int PORT = 0x12345678;

  /// What the kernel answers is mutated, as no kernel would do it.
  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void badAnswersAreRefused() throws Exception {
    byte[] recording = recording();
    assertThat(sockets(recording)).hasSize(4);
    BadInput.feed(DiagAnswerTest::sockets, ErrnoException.class, recording);
  }

  @Test
  void theLastMessageSaysWhetherMoreFollows() throws Exception {
    assertThat(follows(message(SOCK_DIAG_BY_FAMILY, MULTI, SEQUENCE, new int[18]))).isTrue();
    assertThat(follows(message(SOCK_DIAG_BY_FAMILY, 0, SEQUENCE, new int[18]))).isFalse();
    assertThat(follows(message(NLMSG_DONE, MULTI, SEQUENCE, 0))).isFalse();
    assertThat(follows(message(NLMSG_ERROR, 0, SEQUENCE, 0))).isFalse();
    // What belongs to another question says nothing of this one.
    assertThat(follows(message(NLMSG_DONE, MULTI, SEQUENCE - 1, 0))).isTrue();
    assertThat(follows(message(NLMSG_ERROR, 0, SEQUENCE - 1, -2))).isTrue();
  }

  @Test
  void anErrorIsToldWhereverItStands() {
    assertThatThrownBy(() -> follows(message(NLMSG_ERROR, 0, SEQUENCE, -2)))
        .hasMessage("NETLINK_SOCK_DIAG: ENOENT");
    assertThatThrownBy(() -> follows(message(NLMSG_DONE, MULTI, SEQUENCE, -105)))
        .hasMessage("NETLINK_SOCK_DIAG: ENOBUFS");
    assertThatThrownBy(() -> follows(message(NLMSG_ERROR, 0, SEQUENCE, 2)))
        .hasMessage("NETLINK_SOCK_DIAG: a message of 2: EINVAL");
    assertThatThrownBy(() -> follows(message(4, 0, SEQUENCE))) // NLMSG_OVERRUN
        .hasMessage("NETLINK_SOCK_DIAG: a message of type 4: EINVAL");
  }

  private static boolean follows(int[] message) throws ErrnoException {
    MemorySegment bytes = MemorySegment.ofArray(message);
    return new DiagAnswer(bytes).visit(bytes.byteSize(), SEQUENCE, PORT, (_, _, _) -> {});
  }

  /// A `struct nlmsghdr` and what it announces.
  private static int[] message(int type, int flags, int sequence, int... body) {
    int[] message =
        Arrays.copyOf(new int[] {0, type | flags << 16, sequence, PORT}, 4 + body.length);
    System.arraycopy(body, 0, message, 4, body.length);
    message[0] = 4 * message.length;
    return message;
  }

  private static List<ConnectionSocket> sockets(byte[] answer) throws ErrnoException {
    List<ConnectionSocket> sockets = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(answer.length, 8);
      MemorySegment.copy(answer, 0, bytes, JAVA_BYTE, 0, answer.length);
      new DiagAnswer(bytes)
          .visit(
              bytes.byteSize(),
              SEQUENCE,
              PORT,
              DiagAnswer.Visitor.of(
                  socket -> {
                    assertThat(ListenerSocket.parse(socket).drops()).isGreaterThanOrEqualTo(-1);
                    sockets.add(ConnectionSocket.parse(socket));
                  }));
    }
    return sockets;
  }

  /// Of a listener, a connection in its queue, a half-open one, and the client's side of the first.
  private static byte[] recording() throws ErrnoException {
    int listener = TcpSocket.listen(0, 10, 0, false);
    int port = TcpSocket.localPort(listener);
    int client = TcpSocket.connect(port);
    int deaf = NonBlocking.socket();
    PacketFilter.dropEverything(deaf);
    NonBlocking.connect(deaf, port);
    try (Arena arena = Arena.ofConfined()) {
      return dump(arena, port, TcpSocket.localPort(client));
    } finally {
      TcpSocket.closeWithReset(deaf);
      TcpSocket.closeWithReset(client);
      TcpSocket.closeWithReset(listener);
    }
  }

  /// The answers to two dumps in a row, without the ends between and behind them.
  private static byte[] dump(Arena arena, int... ports) throws ErrnoException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    MemorySegment answer = arena.allocate(1 << 16, 8);
    int fd =
        check(
            Libc.socket(SocketConstants.AF_NETLINK, SocketConstants.SOCK_RAW, NETLINK_SOCK_DIAG),
            "socket");
    for (int port : ports) {
      MemorySegment request = request(arena, port);
      check(Libc.send(fd, request, request.byteSize(), 0), "send");
      long received = check(Libc.recv(fd, answer, answer.byteSize(), 0), "recv");
      for (long at = 0; at < received; at += answer.get(JAVA_INT, at))
        answer.set(JAVA_INT, at + 12, PORT);
      all.writeBytes(answer.asSlice(0, received).toArray(JAVA_BYTE));
      check(Libc.recv(fd, answer, answer.byteSize(), 0), "recv of the end");
    }
    Libc.close(fd);
    return all.toByteArray();
  }

  private static MemorySegment request(Arena arena, int port) {
    MemorySegment request = arena.allocate(72, 8);
    request.set(JAVA_INT, 0, 72);
    request.set(JAVA_SHORT, 4, (short) 20);
    request.set(JAVA_SHORT, 6, (short) 0x301);
    request.set(JAVA_INT, 8, SEQUENCE);
    request.set(JAVA_BYTE, 16, (byte) SocketConstants.AF_INET);
    request.set(JAVA_BYTE, 17, (byte) SocketConstants.IPPROTO_TCP);
    request.set(JAVA_BYTE, 18, (byte) SKMEMINFO);
    request.set(JAVA_INT, 20, ALL_STATES << 1);
    request.set(JAVA_BYTE, 24, (byte) (port >> 8));
    request.set(JAVA_BYTE, 25, (byte) port);
    return request;
  }
}
