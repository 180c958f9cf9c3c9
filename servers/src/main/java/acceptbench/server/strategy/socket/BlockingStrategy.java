package acceptbench.server.strategy.socket;

import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.common.CountedServer;
import java.io.IOException;
import java.net.Socket;

/// What the strategies have in common whose one acceptor is a thread blocked in
/// `ServerSocket.accept`: all but what becomes of the connection.
abstract class BlockingStrategy extends CountedServer {
  private final SocketHandler handler;
  private final BlockingAcceptor acceptor;

  BlockingStrategy(ServerConfig config) {
    super(config);
    handler = new SocketHandler(config);
    accounts().servedBy(handler::served);
    acceptor = new BlockingAcceptor(config, accounts().acceptor(), this::accepted);
  }

  /// Takes a connection, on the acceptor's thread: [#serve]s it, or has another thread do that.
  abstract void accepted(Socket connection);

  /// Greets and closes.
  final void serve(Socket connection) {
    handler.serve(connection);
  }

  @Override
  public int start() throws IOException {
    return acceptor.start();
  }

  @Override
  public int stall() throws IOException {
    acceptor.stall();
    return 1;
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
  public void close() throws IOException {
    try {
      acceptor.close();
    } finally {
      accounts().close();
    }
  }
}
