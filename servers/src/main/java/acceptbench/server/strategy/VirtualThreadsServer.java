package acceptbench.server.strategy;

import acceptbench.server.AcceptServer;
import acceptbench.server.ProcessUsage;
import acceptbench.server.ServerConfig;
import acceptbench.server.ServerStats;
import java.io.IOException;
import java.util.List;

/// One platform thread accepts, blocked, and starts a virtual thread for each connection.
///
/// A connection costs a virtual thread and a task in the scheduler's queue, and 10 system calls:
/// the 8 of `blocking`, and two more fcntl, as a virtual thread's sockets do not block. The
/// scheduler has as many carriers as the process has CPUs, whatever `workers` says; handlers that
/// burn CPU hold their carrier, but not the acceptor, which has a thread of its own. The accept
/// queue stays short and connections wait inside the process, without bound.
///
/// The JDK turns a backlog of 0 into 50. `workers` has no meaning.
final class VirtualThreadsServer implements AcceptServer {
  private final SocketHandler handler;
  private final BlockingAcceptor acceptor;

  VirtualThreadsServer(ServerConfig config) {
    handler = new SocketHandler(config);
    acceptor =
        new BlockingAcceptor(
            config, socket -> Thread.ofVirtual().start(() -> handler.serve(socket)));
  }

  @Override
  public int start() throws IOException {
    return acceptor.start();
  }

  @Override
  public void stall() throws IOException {
    acceptor.stall();
  }

  @Override
  public long ownConnections() {
    return acceptor.sentinels();
  }

  @Override
  public void resume() {
    acceptor.resume();
  }

  @Override
  public ServerStats stats() {
    return handler.stats(List.of(acceptor.accepts()), ProcessUsage.own());
  }

  @Override
  public void close() throws IOException {
    acceptor.close();
  }
}
