package acceptbench.server.strategy.socket;

import acceptbench.linux.CloseStack;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.common.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.ExecutorService;

/// A [BlockingStrategy] whose acceptor hands each connection to another thread.
abstract class HandOver extends BlockingStrategy {
  private final ExecutorService handlers;
  private volatile boolean closing;

  HandOver(ServerConfig config, ExecutorService handlers) {
    super(config);
    this.handlers = handlers;
  }

  @Override
  final void accepted(Socket connection) {
    handlers.execute(() -> handle(connection));
  }

  private void handle(Socket connection) {
    if (closing) close(connection);
    else serve(connection);
  }

  private static void close(Socket connection) {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What nobody has begun to serve is closed unserved.
  @Override
  public final void close() throws IOException {
    try (CloseStack all = new CloseStack()) {
      all.add(this::end);
      all.add(super::close);
      closing = true;
    }
  }

  private void end() throws IOException {
    handlers.shutdown();
    Threads.awaitEnd(handlers, "the handlers' threads");
  }
}
