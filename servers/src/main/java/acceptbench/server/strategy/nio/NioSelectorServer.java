package acceptbench.server.strategy.nio;

import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.common.CountedServer;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/// You gain one thread for any number of connections, as none of them holds it while it waits. You
/// pay with the Selector's system calls on top of the connection's own, and with an accept queue
/// that fills while handlers run.
///
/// Accepts and serves on one thread with one Selector.
///
/// Each time it wakes up it accepts until the queue is empty (or once, `acceptBatch`); each
/// connection is registered for OP_WRITE and served when the Selector says so. Per connection that
/// costs 12 system calls (accept, fcntl three times, getsockname twice, getsockopt, epoll_ctl
/// twice, write, shutdown, close) and its share of epoll_wait, which is where the time goes. The
/// queue empties in one go, but while the handlers of a batch run nobody accepts: their CPU time
/// adds up, and the accept queue has to hold what arrives meanwhile.
///
/// The JDK turns a backlog of 0 into 50. `workers` has no meaning.
public final class NioSelectorServer extends CountedServer {
  private final SelectorLoop loop = new SelectorLoop("selector", this::ready);
  private final NioListener listener;
  private final NioHandler handler;

  public NioSelectorServer(ServerConfig config) {
    super(config);
    handler = new NioHandler(config);
    accounts().servedBy(handler::served);
    listener = new NioListener(config, loop, accounts().acceptor(), this::keep);
  }

  @Override
  public int start() throws IOException {
    loop.start();
    return listener.start();
  }

  private void ready(SelectionKey key) throws IOException {
    if (key.isAcceptable()) listener.ready();
    else handler.ready(key);
  }

  private void keep(SocketChannel connection) throws IOException {
    loop.register(connection, SelectionKey.OP_WRITE);
  }

  @Override
  public int stall() throws IOException {
    listener.stall();
    return 1;
  }

  @Override
  public void resume() throws IOException {
    listener.resume();
  }

  @Override
  public void close() throws IOException {
    try {
      loop.close();
    } finally {
      accounts().close();
    }
  }
}
