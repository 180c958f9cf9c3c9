package acceptbench.server.strategy.descriptor;

import static acceptbench.linux.socket.SocketConstants.SOCK_CLOEXEC;
import static acceptbench.linux.socket.SocketConstants.SOCK_NONBLOCK;

import acceptbench.linux.Epoll;
import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.EventFd;
import acceptbench.linux.Libc;
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

  private final int listener;
  private final int flags;
  private final boolean all;
  private final Accounts.Acceptor account;
  private final IntConsumer handler;
  private final AcceptedPeer peer;
  private @Nullable EventFd command;
  private @Nullable Thread thread;
  private volatile @Nullable Stall stall;
  private volatile boolean closed;

  /// Nothing is opened before [#start].
  ///
  /// @param listener a non-blocking socket, which stays the caller's to close
  /// @param flags beside EPOLLIN, `EPOLLEXCLUSIVE` where others wait for the same descriptor
  /// @param all whether to accept until the queue is empty, rather than once per wake-up
  /// @param handler is given each connection, non-blocking, which is its own to close
  EpollAcceptor(
      int listener,
      int flags,
      boolean all,
      AcceptedPeer peer,
      Accounts.Acceptor account,
      IntConsumer handler) {
    this.listener = listener;
    this.flags = flags;
    this.all = all;
    this.peer = peer;
    this.account = account;
    this.handler = handler;
  }

  void start(String name) throws IOException {
    EventFd opened = new EventFd();
    command = opened;
    Epoll epoll = new Epoll(2);
    epoll.add(listener, Epoll.EPOLLIN | flags, LISTENER);
    epoll.add(opened.fd(), Epoll.EPOLLIN, COMMAND);
    thread = Thread.ofPlatform().name(name).start(() -> run(epoll, opened));
  }

  private void run(Epoll epoll, EventFd commands) {
    try (epoll) {
      while (!closed) {
        int ready = epoll.await(-1);
        for (int i = 0; i < ready; i++) {
          if (epoll.data(i) == LISTENER) acceptSome();
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

  private void acceptSome() throws ErrnoException {
    // With more coming in than this thread can serve, a stall would else never get its turn.
    while (stall == null) {
      int fd = Libc.accept4(listener, peer.address(), peer.length(), SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (fd == -Errno.EAGAIN) return;
      // accept(2): an error of the network or a signal concerns that connection alone
      if (fd == -Errno.ECONNABORTED || fd == -Errno.EINTR) continue;
      if (fd < 0) throw new ErrnoException("accept4(fd " + listener + ")", -fd);
      peer.note();
      account.accepted(fd);
      handler.accept(fd);
      if (!all) return;
    }
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
