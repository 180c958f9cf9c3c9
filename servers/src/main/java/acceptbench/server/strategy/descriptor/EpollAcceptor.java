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
import org.jspecify.annotations.Nullable;

/// One platform thread that waits in an epoll(7) instance of its own for a listening descriptor,
/// accepts, and gives what it gets to a handler.
class EpollAcceptor {
  // Comes with events of the listener; those of connections come with their descriptors.
  private static final int LISTENER = -1;
  private static final int COMMAND = -2;
  private static final int MOST_EVENTS = 128;

  /// In nginx's `ngx_reorder_accept_events`.
  private static final int RE_ADD_EVERY = 16;

  private final int listener;
  private final EpollWake wake;
  private final int most;
  private final Accounts.Acceptor account;
  private final DescriptorHandler handler;
  private final AcceptedPeer peer;
  private @Nullable EventFd command;
  private @Nullable Thread thread;
  private volatile @Nullable Stall stall;
  private volatile boolean closed;
  private boolean told;
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
      DescriptorHandler handler) {
    this.listener = listener;
    this.wake = wake;
    this.most = most;
    this.peer = peer;
    this.account = account;
    this.handler = handler;
  }

  final void start(String name) throws IOException {
    EventFd opened = new EventFd();
    command = opened;
    Epoll epoll = new Epoll(MOST_EVENTS);
    addListener(epoll);
    epoll.add(opened.fd(), Epoll.EPOLLIN, COMMAND);
    thread = Thread.ofPlatform().name(name).start(() -> run(epoll, opened));
  }

  /// Waits for the listener from now on.
  final void addListener(Epoll epoll) throws ErrnoException {
    int exclusive = wake == EpollWake.HERD ? 0 : Epoll.EPOLLEXCLUSIVE;
    epoll.add(listener, Epoll.EPOLLIN | exclusive, LISTENER);
  }

  /// Stops waiting for it.
  final void removeListener(Epoll epoll) throws ErrnoException {
    epoll.remove(listener);
  }

  private void run(Epoll epoll, EventFd commands) {
    try (epoll) {
      while (!closed) {
        if (look(epoll, -1)) acceptSome(epoll);
        if (told) commands.drain();
        told = false;
        Stall current = stall;
        if (current != null) {
          stall = null;
          current.endure();
        }
      }
    } catch (ErrnoException e) {
      throw new UncheckedIOException(e);
    } finally {
      closeKept();
    }
  }

  /// Takes the events that there are, those of connections first.
  ///
  /// @return whether the listener is ready
  final boolean look(Epoll epoll, int timeoutMillis) throws ErrnoException {
    boolean listenerIsReady = false;
    int ready = epoll.await(timeoutMillis);
    for (int i = 0; i < ready; i++) {
      switch (epoll.data(i)) {
        case LISTENER -> listenerIsReady = true;
        case COMMAND -> told = true;
        default -> ended(epoll, epoll.data(i));
      }
    }
    return listenerIsReady;
  }

  /// Whether to accept another connection now.
  boolean hasRoom(Epoll epoll) throws ErrnoException {
    return true;
  }

  /// Serves a connection, which is closed by then or kept.
  void serve(Epoll epoll, int fd) throws ErrnoException {
    handler.serve(fd);
  }

  /// Something has happened to a connection that was kept.
  void ended(Epoll epoll, int fd) throws ErrnoException {
    throw new IllegalStateException("an event of fd " + fd + ", which nobody keeps");
  }

  /// Closes what was kept. For the acceptor's thread, at its end.
  void closeKept() {}

  private void acceptSome(Epoll epoll) throws ErrnoException {
    account.woke();
    int taken = 0;
    // Otherwise a stall would never get its turn while more comes in than this thread can serve.
    while (taken < most && stall == null && hasRoom(epoll)) {
      int fd = Libc.accept4(listener, peer.address(), peer.length(), SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (fd == -Errno.EAGAIN) return;
      // With no descriptor left, epoll reports the listener again at once, and so this burns a CPU,
      // as is usual.
      if (fd == -Errno.EMFILE || fd == -Errno.ENFILE) return;
      // accept(2): an error of the network or a signal concerns that connection alone
      if (fd == -Errno.ECONNABORTED || fd == -Errno.EINTR) continue;
      if (fd < 0) throw new ErrnoException("accept4(fd " + listener + ")", -fd);
      peer.note();
      account.accepted(fd);
      serve(epoll, fd);
      taken++;
      if (wake == EpollWake.RE_ADD && accepts++ % RE_ADD_EVERY == 0) reAdd(epoll);
    }
  }

  private void reAdd(Epoll epoll) throws ErrnoException {
    removeListener(epoll);
    addListener(epoll);
  }

  /// Has the thread spend a stall between two accepts.
  final void enter(Stall begun) {
    stall = begun;
    if (command != null) command.signal();
  }

  final void close() throws IOException {
    closed = true;
    if (command == null || thread == null) return;
    command.signal();
    Threads.join(thread);
    command.close();
  }
}
