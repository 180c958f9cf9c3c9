package acceptbench.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.EventFd;
import acceptbench.linux.Libc;
import acceptbench.linux.ThreadIds;
import acceptbench.testing.Descriptors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
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
    assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(other.exitValue()).isZero();
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

  /// Of the two who wait, one for room and one for a message.
  @Test
  void disconnectWakesWhoeverWaits() throws Exception {
    try (DescriptorSocket sender = DescriptorSocket.connect(folder.resolve("s"));
        DescriptorSocket other = DescriptorSocket.accept(listener)) {
      Waiter receiving = new Waiter(sender::receive);
      while (sender.send(listener, SocketConstants.MSG_DONTWAIT) == 0) {
        // Until the buffer is full.
      }
      Waiter sending = new Waiter(() -> sender.send(listener, 0));
      receiving.awaitBlocked();
      sending.awaitBlocked();

      assertThatThrownBy(sender::close).hasMessageContaining("another thread uses it");
      sender.disconnect();

      assertThat(receiving.result()).isEqualTo(-Errno.EPIPE);
      assertThat(sending.result()).isEqualTo(-Errno.EPIPE);
      assertThat(Libc.close(other.receive())).isZero();
    }
  }

  /// The number may be somebody else's by then.
  @Test
  void whatComesAfterTheEndDoesNotReachTheNextOwnerOfTheNumber() throws Exception {
    DescriptorSocket socket = DescriptorSocket.connect(folder.resolve("s"));
    Set<Integer> numbers = Descriptors.open().keySet();
    socket.close();
    DescriptorSocket next = DescriptorSocket.connect(folder.resolve("s"));
    assertThat(Descriptors.open().keySet()).isEqualTo(numbers);

    socket.disconnect();
    socket.close();
    assertThatThrownBy(() -> socket.send(0, 0)).isInstanceOf(IllegalStateException.class);

    DescriptorSocket.accept(listener).close();
    try (DescriptorSocket peer = DescriptorSocket.accept(listener)) {
      assertThat(next.send(listener, 0)).isZero();
      assertThat(Libc.close(peer.receive())).isZero();
    }
    next.close();
  }

  /// A thread that waits in a call.
  private static final class Waiter {
    private final CompletableFuture<Long> thread = new CompletableFuture<>();
    private final CompletableFuture<Integer> result;

    Waiter(IntSupplier call) {
      result =
          CompletableFuture.supplyAsync(
              () -> {
                thread.complete(ownId());
                return call.getAsInt();
              },
              task -> Thread.ofPlatform().daemon().start(task));
    }

    private static long ownId() {
      try {
        return ThreadIds.own();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void awaitBlocked() throws Exception {
      ThreadIds.awaitSleeping(thread.get(30, TimeUnit.SECONDS));
    }

    int result() throws Exception {
      return result.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void whatFailsLeavesNoDescriptor() throws Exception {
    Path tooLong = folder.resolve("x".repeat(110));
    Path taken = folder.resolve("s");
    Descriptors.assertNoneLeft(
        () -> {
          assertThatThrownBy(() -> DescriptorSocket.listen(tooLong, 1))
              .hasMessageContaining("long");
          assertThatThrownBy(() -> DescriptorSocket.connect(tooLong)).hasMessageContaining("long");
          assertThatThrownBy(() -> DescriptorSocket.listen(taken, 1)).hasMessageContaining("USE");
          assertThatThrownBy(() -> DescriptorSocket.accept(-1)).hasMessageContaining("EBADF");
        });
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
    assertThat(Descriptors.open()).doesNotContainValue(deep.toString());
  }
}
