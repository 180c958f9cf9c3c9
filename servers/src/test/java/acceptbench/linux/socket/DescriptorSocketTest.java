package acceptbench.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.EventFd;
import acceptbench.linux.Libc;
import acceptbench.linux.LoopbackUp;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LoopbackUp.class)
class DescriptorSocketTest {
  @TempDir private Path folder;
  private int listener;

  @BeforeEach
  void listen() throws ErrnoException {
    listener = DescriptorSocket.listen(folder.resolve("s"), 2);
  }

  @AfterEach
  void close() {
    Libc.close(listener);
  }

  /// Another process greets over a connection that this one accepted.
  @Test
  void handsAConnectionToAnotherProcess() throws Exception {
    Process other = new ProcessBuilder(java(folder.resolve("s").toString())).inheritIO().start();
    int tcp = TcpSocket.listen(0, 1, 0, false);
    int client = TcpSocket.connect(TcpSocket.localPort(tcp));
    try (DescriptorSocket socket = DescriptorSocket.accept(listener)) {
      assertThat(socket.peer().pid()).isEqualTo((int) other.pid());
      int accepted = Libc.accept4(tcp, MemorySegment.NULL, MemorySegment.NULL, 0);
      assertThat(socket.send(accepted, 0)).isZero();
      Libc.close(accepted);
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment bytes = arena.allocate(10);
        assertThat(Libc.recv(client, bytes, 10, 0)).isEqualTo(6);
        assertThat(bytes.getString(0)).isEqualTo("other");
        assertThat(Libc.recv(client, bytes, 10, 0)).isZero();
      }
    }
    assertThat(other.waitFor()).isZero();
    for (int fd : new int[] {client, tcp}) TcpSocket.closeWithReset(fd);
  }

  private static String[] java(String path) {
    return new String[] {
      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      "--enable-native-access=ALL-UNNAMED",
      "-cp",
      System.getProperty("java.class.path"),
      Other.class.getName(),
      path
    };
  }

  static final class Other {
    public static void main(String[] args) throws Exception {
      try (DescriptorSocket socket = DescriptorSocket.connect(Path.of(args[0]));
          Arena arena = Arena.ofConfined()) {
        int fd = ErrnoException.check(socket.receive(), "recvmsg()");
        ErrnoException.check(Libc.send(fd, arena.allocateFrom("other"), 6, 0), "send()");
        Libc.close(fd);
        if (socket.receive() != -Errno.EPIPE) System.exit(1);
      }
    }
  }

  @Test
  void aFullSocketSaysSoAndLosesNothing() throws Exception {
    try (DescriptorSocket sender = DescriptorSocket.connect(folder.resolve("s"));
        DescriptorSocket receiver = DescriptorSocket.accept(listener);
        EventFd passed = new EventFd()) {
      int sent = 0;
      int result = 0;
      while (result == 0 && sent < 10_000) {
        result = sender.send(passed.fd(), SocketConstants.MSG_DONTWAIT);
        if (result == 0) sent++;
      }
      assertThat(result).isEqualTo(-Errno.EAGAIN);
      for (int i = 0; i < sent; i++) {
        int copy = receiver.receive();
        assertThat(copy).isPositive().isNotEqualTo(passed.fd());
        Libc.close(copy);
      }
    }
  }

  @Test
  void aPeerThatHasGoneIsTold() throws Exception {
    try (DescriptorSocket socket = DescriptorSocket.connect(folder.resolve("s"))) {
      DescriptorSocket.accept(listener).close();
      assertThat(socket.receive()).isEqualTo(-Errno.EPIPE);
      assertThat(socket.send(0, 0)).isEqualTo(-Errno.EPIPE);
    }
  }

  @Test
  void aPathThatCannotBeIsNamed() {
    assertThatThrownBy(() -> DescriptorSocket.connect(folder.resolve("other")))
        .hasMessage("connect(" + folder.resolve("other") + "): ENOENT");
    Path tooLong = folder.resolve("x".repeat(110));
    assertThatThrownBy(() -> DescriptorSocket.connect(tooLong)).hasMessageContaining("too long");
    Path nowhere = folder.resolve("f".repeat(110)).resolve("s");
    assertThatThrownBy(() -> DescriptorSocket.connect(nowhere))
        .hasMessage("open(" + nowhere.getParent() + "): ENOENT");
  }

  /// The folder for temporary files may be deeper than the 107 bytes that the kernel takes.
  @Test
  void aFolderMayBeDeep() throws Exception {
    Path deep = Files.createDirectories(folder.resolve("d".repeat(200)));
    int there = DescriptorSocket.listen(deep.resolve("s"), 1);
    try (DescriptorSocket sender = DescriptorSocket.connect(deep.resolve("s"));
        DescriptorSocket receiver = DescriptorSocket.accept(there)) {
      assertThat(deep.resolve("s")).exists();
      assertThat(sender.send(there, 0)).isZero();
      Libc.close(receiver.receive());
    } finally {
      Libc.close(there);
    }
    assertThat(openFiles()).doesNotContain(deep);
  }

  private static List<Path> openFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path link : links)
        if (Files.isSymbolicLink(link)) files.add(Files.readSymbolicLink(link));
    }
    return files;
  }
}
