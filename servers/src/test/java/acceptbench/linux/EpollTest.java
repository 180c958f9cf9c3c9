package acceptbench.linux;

import static acceptbench.linux.socket.SocketConstants.SOCK_NONBLOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.linux.socket.TcpSocket;
import acceptbench.testing.Descriptors;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EpollTest {
  @Test
  void tellsWhichDescriptorIsReadableAndGivesItsDataBack() throws Exception {
    try (Epoll epoll = new Epoll(4);
        EventFd first = new EventFd();
        EventFd second = new EventFd()) {
      epoll.add(first.fd(), Epoll.EPOLLIN, 71);
      epoll.add(second.fd(), Epoll.EPOLLIN, -72);
      assertThat(epoll.await(0)).isZero();

      second.signal();

      assertThat(epoll.await(10_000)).isEqualTo(1);
      assertThat(epoll.data(0)).isEqualTo(-72);
      assertThat(epoll.events(0)).isEqualTo(Epoll.EPOLLIN);
      first.signal();
      assertThat(epoll.await(10_000)).isEqualTo(2);
      assertThat(new int[] {epoll.data(0), epoll.data(1)}).containsExactlyInAnyOrder(71, -72);
    }
  }

  @Test
  void returnsNoMoreEventsThanItsCapacity() throws Exception {
    try (Epoll epoll = new Epoll(1);
        EventFd first = new EventFd();
        EventFd second = new EventFd()) {
      epoll.add(first.fd(), Epoll.EPOLLIN, 1);
      epoll.add(second.fd(), Epoll.EPOLLIN, 2);
      first.signal();
      second.signal();
      assertThat(epoll.await(10_000)).isEqualTo(1);
    }
  }

  @Test
  void aWaitThatFailsTellsItsErrno() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment events = arena.allocate(16);
      assertThat(EventCalls.epollWait(-1, events, 1, 10_000)).isEqualTo(-Errno.EBADF);
    }
  }

  /// Whatever the compiler makes of it: 1,000 calls that tell errno make 40,000 bytes without C2.
  @Test
  void aLookMakesNothingOnTheHeap() throws Exception {
    try (Epoll epoll = new Epoll(4)) {
      allocatedByLooks(epoll);
      assertThat(allocatedByLooks(epoll)).isLessThan(1_000);
    }
  }

  private static long allocatedByLooks(Epoll epoll) throws ErrnoException {
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int look = 0; look < 1_000; look++) epoll.await(0);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void aRemovedDescriptorIsToldNoMore() throws Exception {
    try (Epoll epoll = new Epoll(4);
        EventFd event = new EventFd()) {
      epoll.add(event.fd(), Epoll.EPOLLIN, 1);
      event.signal();
      epoll.remove(event.fd());
      assertThat(epoll.await(0)).isZero();
      assertThatThrownBy(() -> epoll.remove(event.fd()))
          .hasMessage("epoll_ctl(DEL, fd " + event.fd() + "): ENOENT");
    }
  }

  @Test
  void edgeTriggeredTellsOnce() throws Exception {
    try (Epoll epoll = new Epoll(4);
        EventFd event = new EventFd()) {
      epoll.add(event.fd(), Epoll.EPOLLIN | Epoll.EPOLLET, 1);
      event.signal();
      assertThat(epoll.await(0)).isEqualTo(1);
      assertThat(epoll.await(0)).isZero();
    }
  }

  /// Without the flag, one connection wakes everybody who waits (the thundering herd).
  @Test
  void exclusiveWakesOneOfTheWaiters() throws Exception {
    assertThat(wokenByOneConnection(Epoll.EPOLLEXCLUSIVE)).isEqualTo(1);
    assertThat(wokenByOneConnection(0)).isEqualTo(2);
  }

  private static int wokenByOneConnection(int flags) throws Exception {
    int listener = TcpSocket.listen(0, 10, SOCK_NONBLOCK, false);
    int client = -1;
    try (Waiter first = new Waiter(listener, flags);
        Waiter second = new Waiter(listener, flags)) {
      first.awaitBlocked();
      second.awaitBlocked();
      client = TcpSocket.connect(TcpSocket.localPort(listener));
      CompletableFuture.anyOf(first.woken, second.woken).get(30, TimeUnit.SECONDS);
      return first.wakeUps() + second.wakeUps();
    } finally {
      if (client >= 0) TcpSocket.closeWithReset(client);
      Libc.close(listener);
    }
  }

  /// A thread that waits once on an epoll instance of its own.
  private static final class Waiter implements AutoCloseable {
    private final Epoll epoll = new Epoll(1);
    private final EventFd end = new EventFd();
    private final CompletableFuture<Integer> woken = new CompletableFuture<>();
    private final CompletableFuture<Long> threadId = new CompletableFuture<>();
    private final Thread thread;

    Waiter(int listener, int flags) throws ErrnoException {
      epoll.add(listener, Epoll.EPOLLIN | flags, listener);
      epoll.add(end.fd(), Epoll.EPOLLIN, -1);
      thread = Thread.ofPlatform().start(this::run);
    }

    private void run() {
      try {
        threadId.complete(ThreadIds.own());
        epoll.await(60_000);
        woken.complete(epoll.data(0) == -1 ? 0 : 1);
      } catch (Exception e) {
        woken.completeExceptionally(e);
      }
    }

    void awaitBlocked() throws Exception {
      ThreadIds.awaitSleeping(threadId.get(30, TimeUnit.SECONDS));
    }

    /// 1 where the connection woke it, 0 where only the end of the test did.
    int wakeUps() throws Exception {
      // Wakers run inside connect(2): who is to wake is on its way already.
      ThreadIds.awaitSleepingOrEnded(threadId.get(), thread);
      end.signal();
      return woken.get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      end.signal();
      woken.exceptionally(_ -> 0).orTimeout(30, TimeUnit.SECONDS).join();
      epoll.close();
      end.close();
    }
  }

  /// Its number could be another file's while the thread still waits.
  @Test
  void closingIsRefusedWhileAThreadWaits() throws Exception {
    CompletableFuture<Long> waiter = new CompletableFuture<>();
    CompletableFuture<Integer> events = new CompletableFuture<>();
    Epoll epoll = new Epoll(1);
    try (EventFd event = new EventFd()) {
      epoll.add(event.fd(), Epoll.EPOLLIN, 1);
      int open = Descriptors.open().size();
      Thread.ofPlatform()
          .start(
              () -> {
                try {
                  waiter.complete(ThreadIds.own());
                  events.complete(epoll.await(60_000));
                } catch (IOException e) {
                  events.completeExceptionally(e);
                }
              });
      ThreadIds.awaitSleeping(waiter.get(30, TimeUnit.SECONDS));

      assertThatThrownBy(epoll::close)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageMatching("fd \\d+ can't be closed: another thread uses it");

      assertThat(Descriptors.open()).hasSize(open);
      event.signal();
      assertThat(events.get(30, TimeUnit.SECONDS)).isEqualTo(1);
      epoll.close();
      assertThat(Descriptors.open()).hasSize(open - 1);
      assertThatThrownBy(() -> epoll.await(0)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(epoll::close).hasMessageContaining("closed already");
    }
  }

  @Test
  void noDescriptorIsLeft() throws Exception {
    Descriptors.assertNoneLeft(
        () -> {
          new Epoll(1).close();
          new EventFd().close();
          assertThatThrownBy(() -> new Epoll(0)).hasMessage("a capacity of 0");
        });
  }

  @Test
  void eventsHave12BytesOnX86And16Elsewhere() {
    assertThat(Epoll.Layout.of("amd64")).isEqualTo(new Epoll.Layout(12, 4));
    assertThat(Epoll.Layout.of("aarch64")).isEqualTo(new Epoll.Layout(16, 8));
  }
}
