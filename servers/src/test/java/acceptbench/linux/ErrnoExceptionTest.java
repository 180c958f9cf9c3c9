package acceptbench.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.linux.socket.SocketConstants;
import acceptbench.linux.socket.TcpSocket;
import org.junit.jupiter.api.Test;

class ErrnoExceptionTest {
  @Test
  void namesTheCallItsArgumentsAndTheErrno() throws Exception {
    int listener = TcpSocket.listen(0, 1, 0, false);
    try {
      int port = TcpSocket.localPort(listener);
      assertThatThrownBy(() -> TcpSocket.listen(port, 1, 0, false))
          .isInstanceOf(ErrnoException.class)
          .hasMessageMatching("bind\\(fd \\d+, 127\\.0\\.0\\.1:" + port + "\\): EADDRINUSE")
          .extracting(thrown -> ((ErrnoException) thrown).errno())
          .isEqualTo(Errno.EADDRINUSE);
    } finally {
      Libc.close(listener);
    }
    assertThat(new ErrnoException("listen(fd 7, backlog 511)", Errno.EADDRINUSE))
        .hasMessage("listen(fd 7, backlog 511): EADDRINUSE");
  }

  @Test
  void aNumberWithoutANameIsShownAsItIs() {
    assertThat(new ErrnoException("call()", 200)).hasMessage("call(): errno 200");
  }

  @Test
  void whatDidNotFailIsPassedOn() throws Exception {
    assertThat(ErrnoException.check(7, "call(%d)", 1)).isEqualTo(7);
    assertThat(ErrnoException.check(7L, "call(%d)", 1)).isEqualTo(7);
    assertThatThrownBy(() -> ErrnoException.check(-Errno.EBADF, "close(fd %d)", 9))
        .hasMessage("close(fd 9): EBADF");
  }

  /// The numbers are the kernel's own.
  @Test
  void libcReturnsTheNegatedErrno() throws Exception {
    assertThat(Libc.close(-1)).isEqualTo(-Errno.EBADF);
    assertThat(Libc.listen(1 << 20, 1)).isEqualTo(-Errno.EBADF);
    assertThat(Libc.socket(-1, 1, 0)).isEqualTo(-97); // EAFNOSUPPORT
    int listener = TcpSocket.listen(0, 1, SocketConstants.SOCK_NONBLOCK, false);
    try {
      var none = java.lang.foreign.MemorySegment.NULL;
      assertThat(Libc.accept4(listener, none, none, 0)).isEqualTo(-Errno.EAGAIN);
      assertThat(Libc.recv(listener, none, 0, 0)).isEqualTo(-Errno.ENOTCONN);
    } finally {
      Libc.close(listener);
    }
  }
}
