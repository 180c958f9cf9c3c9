package acceptbench.server.strategy;

import acceptbench.server.AcceptServer;
import acceptbench.server.ProcessUsage;
import acceptbench.server.ServerConfig;
import acceptbench.server.ServerStats;
import java.io.IOException;
import java.util.List;

/// Accepts and serves on one blocking thread: no wake-up machinery. Whatever the handler costs is
/// time in which the accept queue fills.
///
/// Where the time goes: the JDK makes 8 system calls per connection where a C program makes 3,
/// accept, fcntl, getsockname twice, getsockopt, write, shutdown, close; 70 % of the CPU time is
/// the kernel's (strace -c and perf while the queue is drained).
///
/// The JDK turns a backlog of 0 into 50. `workers` has no meaning.
final class BlockingServer implements AcceptServer {
  private final SocketHandler handler;
  private final BlockingAcceptor acceptor;

  BlockingServer(ServerConfig config) {
    handler = new SocketHandler(config);
    acceptor = new BlockingAcceptor(config, handler::serve);
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
