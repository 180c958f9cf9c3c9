package acceptbench.load;

import static acceptbench.linux.socket.SocketConstants.MSG_DONTWAIT;
import static acceptbench.linux.socket.SocketConstants.MSG_PEEK;

import acceptbench.linux.Epoll;
import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.Endpoint;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.load.ledger.Books;
import acceptbench.load.ledger.Ledger;
import acceptbench.load.ledger.Settlement;
import acceptbench.load.ledger.Snapshot;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Connections that wait in the accept queue of a stalled server, and how long the server takes to
/// greet them all.
///
/// The client stays out of the way: it neither reads nor closes anything meanwhile, and sleeps
/// until the connection that came last has its greeting.
public final class FilledQueue implements Books, AutoCloseable {
  private final Endpoint server;
  private final int[] clients;
  private final Dialogue dialogue;
  private final Epoll epoll = new Epoll(1);
  private final MemorySegment byteRead = Arena.ofAuto().allocate(1);
  private int open;
  private int greeted;
  private long firstStartNanos;

  /// @param server the stalled one, at addresses that the connections take in turn
  /// @param connections how many are to wait; the queue has to have room for them
  /// @param dialogue what each says while it waits, where the client speaks first
  public FilledQueue(Endpoint server, int connections, Dialogue dialogue) throws ErrnoException {
    this.server = server;
    this.dialogue = dialogue;
    this.clients = new int[connections];
  }

  /// Opens the connections, one after the other.
  public void fill() throws ErrnoException {
    greeted = 0;
    firstStartNanos = System.nanoTime();
    for (open = 0; open < clients.length; open++) {
      clients[open] = TcpSocket.connect(server.address(open), server.port());
      dialogue.open(clients[open]);
    }
  }

  /// When the first connection was opened, as [System#nanoTime] has it.
  public long firstStartNanos() {
    return firstStartNanos;
  }

  /// Waits until every connection has its greeting.
  ///
  /// @return the time at which the last one came, as [System#nanoTime] has it
  /// @throws IOException where one doesn't come within the patience
  public long awaitGreetings(int patienceMillis) throws IOException {
    long last = System.nanoTime();
    for (int i = clients.length - 1; i >= 0; i--) {
      if (hasGreeting(clients[i])) continue;
      epoll.add(clients[i], Epoll.EPOLLIN, i);
      int ready = epoll.await(patienceMillis);
      last = System.nanoTime();
      epoll.remove(clients[i]);
      if (ready == 0 || !hasGreeting(clients[i]))
        throw new IOException(
            "connection %d of %d was not greeted within %d ms"
                .formatted(i + 1, clients.length, patienceMillis));
    }
    greeted = clients.length;
    return last;
  }

  private boolean hasGreeting(int fd) throws ErrnoException {
    long count = Libc.recv(fd, byteRead, 1, MSG_PEEK | MSG_DONTWAIT);
    if (count == 1) return true;
    if (count == -Errno.EAGAIN) return false;
    throw new ErrnoException("recv(fd " + fd + ") of " + count + " bytes", (int) -count);
  }

  @Override
  public <T> Settlement<T> settle(Snapshot<T> snapshot) throws IOException {
    long timedOut = (long) open - greeted;
    Ledger ledger = new Ledger(open, greeted, 0, 0, 0, timedOut, 0, 0, 0, 0);
    return new Settlement<>(ledger, snapshot.take());
  }

  @Override
  public long served() {
    return greeted;
  }

  @Override
  public void closeAll() {
    for (int i = 0; i < open; i++) TcpSocket.closeWithReset(clients[i]);
    open = 0;
  }

  @Override
  public void close() {
    try (epoll) {
      closeAll();
    }
  }
}
