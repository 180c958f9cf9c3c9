package acceptbench.server.strategy.socket;

import acceptbench.linux.socket.Sockaddr;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.common.Accounts;
import acceptbench.server.strategy.common.NoDescriptor;
import acceptbench.server.strategy.common.ThreadGate;
import acceptbench.server.strategy.common.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One platform thread that is blocked in `ServerSocket.accept` and gives what it gets to a
/// handler.
final class BlockingAcceptor {
  private final ServerConfig config;
  private final Accounts.Acceptor account;
  private final Consumer<Socket> handler;
  private final ThreadGate gate;
  private final NoDescriptor noDescriptor = new NoDescriptor();
  private @Nullable ServerSocket listener;
  private @Nullable Thread thread;
  private volatile boolean closed;

  BlockingAcceptor(ServerConfig config, Accounts.Acceptor account, Consumer<Socket> handler) {
    this.config = config;
    this.account = account;
    this.handler = handler;
    this.gate = new ThreadGate(config);
  }

  int start() throws IOException {
    // The JDK replaces 0 by its own default.
    int backlog = config.backlog().number().orElse(0);
    ServerSocket socket = new ServerSocket(0, backlog, config.listeningAt());
    listener = socket;
    thread = Thread.ofPlatform().name("acceptor").start(() -> acceptAll(socket));
    return socket.getLocalPort();
  }

  private void acceptAll(ServerSocket socket) {
    try {
      while (true) {
        Socket connection = next(socket);
        if (connection != null) accept(connection);
      }
    } catch (IOException e) {
      if (!closed) throw new UncheckedIOException(e);
    }
  }

  private @Nullable Socket next(ServerSocket socket) throws IOException {
    try {
      return socket.accept();
    } catch (IOException e) {
      if (noDescriptor.isCause(e)) return null;
      throw e;
    }
  }

  private void accept(Socket connection) throws IOException {
    if (gate.expectsSentinel() && gate.isSentinel(connection.getRemoteSocketAddress())) {
      connection.setSoLinger(true, 0);
      connection.close();
      gate.beStalled();
    } else {
      account.note(Sockaddr.client(connection.getInetAddress(), connection.getPort()));
      account.accepted();
      handler.accept(connection);
    }
  }

  void stall() throws IOException {
    if (listener == null) throw new IllegalStateException("not started");
    gate.stall(listener.getLocalPort(), 1);
  }

  long sentinels() {
    return gate.sentinels();
  }

  void resume() {
    gate.resume();
  }

  void close() throws IOException {
    closed = true;
    gate.resume();
    if (listener != null) listener.close();
    if (thread != null) Threads.join(thread);
  }
}
