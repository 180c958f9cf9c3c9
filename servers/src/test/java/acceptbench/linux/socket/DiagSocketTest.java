package acceptbench.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.linux.Errno;
import acceptbench.linux.Libc;
import acceptbench.testing.Descriptors;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the kernel answers, on a way that is disturbed.
class DiagSocketTest {
  private final Disturbed calls = new Disturbed();
  private final List<Integer> opened = new ArrayList<>();
  private InetDiag diag;

  @BeforeEach
  void open() throws Exception {
    diag = new InetDiag(calls);
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

  private ListenerSocket listen(int backlog) throws Exception {
    int port = TcpSocket.localPort(keep(TcpSocket.listen(0, backlog, 0, false)));
    return diag.listeners(port).getFirst();
  }

  private int backlogOf(ListenerQuestion question) throws Exception {
    int[] told = {-1};
    assertThat(diag.queue(question, (_, _, backlog) -> told[0] = backlog)).isTrue();
    return told[0];
  }

  /// Each signal would have had the answer of the question before taken for the next one's.
  @Test
  void aSignalDoesNotShiftTheAnswers() throws Exception {
    ListenerQuestion seven = diag.question(listen(7)).orElseThrow();
    ListenerQuestion nine = diag.question(listen(9)).orElseThrow();
    calls.results.add(-Errno.EINTR);
    assertThat(backlogOf(seven)).isEqualTo(7);
    calls.results.add(-Errno.EINTR);
    calls.results.add(-Errno.EINTR);
    assertThat(backlogOf(nine)).isEqualTo(9);
    assertThat(backlogOf(seven)).isEqualTo(7);
  }

  /// 1,000 connections take several parts, of which the first is read.
  @Test
  void whatAVisitorLeftBehindIsNotTheNextAnswer() throws Exception {
    int port = TcpSocket.localPort(keep(TcpSocket.listen(0, 2_000, 0, false)));
    for (int i = 0; i < 1_000; i++) keep(TcpSocket.connect(port));
    ListenerQuestion nine = diag.question(listen(9)).orElseThrow();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> diag.connections(port, DiagSocketTest::fail)).hasMessage("enough");
      assertThat(backlogOf(nine)).isEqualTo(9);
      assertThatThrownBy(() -> diag.connections(port, DiagSocketTest::fail)).hasMessage("enough");
      List<ConnectionSocket> all = new ArrayList<>();
      diag.connections(port, all::add);
      assertThat(all).hasSize(1_000);
    }
  }

  private static void fail(ConnectionSocket connection) {
    throw new IllegalStateException("enough");
  }

  @Test
  void theAnswerToAnotherQuestionIsPassedOver() throws Exception {
    ListenerQuestion seven = diag.question(listen(7)).orElseThrow();
    ListenerQuestion nine = diag.question(listen(9)).orElseThrow();
    assertThat(backlogOf(seven)).isEqualTo(7);
    calls.replayed = calls.last;
    assertThat(backlogOf(nine)).isEqualTo(9);
    assertThat(calls.replayed).isNull();
  }

  @Test
  void anAnswerThatWasCutIsNoAnswer() throws Exception {
    ListenerQuestion seven = diag.question(listen(7)).orElseThrow();
    calls.results.add((1 << 16) + 4);
    assertThatThrownBy(() -> backlogOf(seven))
        .hasMessage("NETLINK_SOCK_DIAG: 65540 bytes, of which 65536 were received: ENOBUFS");
    assertThat(backlogOf(seven)).isEqualTo(7);
  }

  @Test
  void aKernelThatDoesNotAnswerIsNotAwaitedForEver() throws Exception {
    ListenerQuestion seven = diag.question(listen(7)).orElseThrow();
    calls.results.add(-Errno.EAGAIN);
    assertThatThrownBy(() -> backlogOf(seven))
        .hasMessage("recv(NETLINK_SOCK_DIAG) within 5 s: ETIMEDOUT");
    assertThat(backlogOf(seven)).isEqualTo(7);
  }

  /// The descriptor's number is another socket's then.
  @Test
  void nothingIsAskedAfterTheEnd() throws Exception {
    ListenerSocket told = listen(7);
    InetDiag ended = new InetDiag();
    ListenerQuestion question = ended.question(told).orElseThrow();
    ended.close();
    try (InetDiag next = new InetDiag()) {
      assertThatThrownBy(() -> ended.queue(question, (_, _, _) -> {}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageMatching("fd \\d+ is closed");
      assertThatThrownBy(ended::close).hasMessageContaining("closed already");
      assertThat(next.listeners(1)).isEmpty();
    }
  }

  @Test
  void noDescriptorIsLeft() throws Exception {
    Descriptors.assertNoneLeft(() -> new InetDiag().close());
  }

  /// The real calls, but for what a test puts before them.
  private static final class Disturbed implements DiagSocket.Calls {
    /// What the next calls of recv return, without having been made.
    private final Deque<Integer> results = new ArrayDeque<>();

    /// What recv received last.
    private byte[] last = {};

    /// What the next recv receives.
    private byte @Nullable [] replayed;

    @Override
    public long send(int fd, MemorySegment buffer, long length, int flags) {
      return Libc.send(fd, buffer, length, flags);
    }

    @Override
    public long recv(int fd, MemorySegment buffer, long length, int flags) {
      if (!results.isEmpty()) return results.remove();
      byte[] old = replayed;
      replayed = null;
      if (old != null) {
        MemorySegment.copy(old, 0, buffer, JAVA_BYTE, 0, old.length);
        return old.length;
      }
      long size = Libc.recv(fd, buffer, length, flags);
      if (size > 0) last = buffer.asSlice(0, size).toArray(JAVA_BYTE);
      return size;
    }
  }
}
