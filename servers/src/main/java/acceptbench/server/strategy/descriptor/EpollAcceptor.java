package acceptbench.server.strategy.descriptor;

import static acceptbench.linux.socket.SocketConstants.SOCK_CLOEXEC;
import static acceptbench.linux.socket.SocketConstants.SOCK_NONBLOCK;

import acceptbench.linux.Epoll;
import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.EventFd;
import acceptbench.linux.Libc;
import acceptbench.server.parameter.EpollWake;
import acceptbench.server.strategy.common.Accounts;
import acceptbench.server.strategy.common.Stall;
import acceptbench.server.strategy.common.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// One platform thread that waits in an epoll(7) instance of its own for a listening descriptor,
/// accepts, and gives what it gets to a handler.
final class EpollAcceptor {
  private static final int LISTENER = 0;
  private static final int COMMAND = 1;

  /// In nginx's `ngx_reorder_accept_events`.
  private static final int RE_ADD_EVERY = 16;

  private final int listener;
  private final EpollWake wake;
  private final int most;
  private final Accounts.Acceptor account;
  private final IntConsumer handler;
  private final AcceptedPeer peer;
  private @Nullable EventFd command;
  private @Nullable Thread thread;
  private volatile @Nullable Stall stall;
  private volatile boolean closed;
  private long accepts;

  /// Nothing is opened before [#start].
  ///
  /// @param listener a non-blocking socket, which stays the caller's to close
  /// @param wake whom a connection wakes, where others wait for the same descriptor
  /// @param most how many connections to accept per wake-up at most
  /// @param handler is given each connection, non-blocking, which is its own to close
  EpollAcceptor(
      int listener,
      EpollWake wake,
      int most,
      AcceptedPeer peer,
      Accounts.Acceptor account,
      IntConsumer handler) {
    this.listener = listener;
    this.wake = wake;
    this.most = most;
    this.peer = peer;
    this.account = account;
    this.handler = handler;
  }

  void start(String name) throws IOException {
    EventFd opened = new EventFd();
    command = opened;
    Epoll epoll = new Epoll(2);
    addListener(epoll);
    epoll.add(opened.fd(), Epoll.EPOLLIN, COMMAND);
    thread = Thread.ofPlatform().name(name).start(() -> run(epoll, opened));
  }

  private void addListener(Epoll epoll) throws ErrnoException {
    int exclusive = wake == EpollWake.HERD ? 0 : Epoll.EPOLLEXCLUSIVE;
    epoll.add(listener, Epoll.EPOLLIN | exclusive, LISTENER);
  }

  private void run(Epoll epoll, EventFd commands) {
    try (epoll) {
      while (!closed) {
        int ready = epoll.await(-1);
        for (int i = 0; i < ready; i++) {
          if (epoll.data(i) == LISTENER) acceptSome(epoll);
          else commands.drain();
        }
        Stall current = stall;
        if (current != null) {
          stall = null;
          current.endure();
        }
      }
    } catch (ErrnoException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void acceptSome(Epoll epoll) throws ErrnoException {
    account.woke();
    int taken = 0;
    // With more coming in than this thread can serve, a stall would else never get its turn.
    while (taken < most && stall == null) {
      int fd = Libc.accept4(listener, peer.address(), peer.length(), SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (fd == -Errno.EAGAIN) return;
      // accept(2): an error of the network or a signal concerns that connection alone
      if (fd == -Errno.ECONNABORTED || fd == -Errno.EINTR) continue;
      if (fd < 0) throw new ErrnoException("accept4(fd " + listener + ")", -fd);
      peer.note();
      account.accepted(fd);
      handler.accept(fd);
      taken++;
      if (wake == EpollWake.RE_ADD && accepts++ % RE_ADD_EVERY == 0) reAdd(epoll);
    }
  }

  private void reAdd(Epoll epoll) throws ErrnoException {
    epoll.remove(listener);
    addListener(epoll);
  }

  /// Has the thread spend a stall between two accepts.
  void enter(Stall begun) {
    stall = begun;
    if (command != null) command.signal();
  }

  void close() throws IOException {
    closed = true;
    if (command == null || thread == null) return;
    command.signal();
    Threads.join(thread);
    command.close();
  }
}
