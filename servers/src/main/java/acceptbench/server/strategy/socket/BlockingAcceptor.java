package acceptbench.server.strategy.socket;

import acceptbench.server.ServerConfig;
import acceptbench.server.strategy.common.CpuBurn;
import acceptbench.server.strategy.common.SingleWriterCount;
import acceptbench.server.strategy.common.ThreadGate;
import acceptbench.server.strategy.common.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One platform thread that is blocked in `ServerSocket.accept` and gives what it gets to a
/// handler.
final class BlockingAcceptor {
  private final ServerConfig config;
  private final Consumer<Socket> handler;
  private final CpuBurn burn;
  private final ThreadGate gate;
  private final SingleWriterCount accepts = new SingleWriterCount();
  private @Nullable ServerSocket listener;
  private @Nullable Thread thread;
  private volatile boolean closed;

  BlockingAcceptor(ServerConfig config, Consumer<Socket> handler) {
    this.config = config;
    this.handler = handler;
    this.gate = new ThreadGate(config.stallKind());
    this.burn = new CpuBurn(config.acceptorMicros());
  }

  int start() throws IOException {
    ServerSocket socket =
        new ServerSocket(0, config.backlog(), InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    listener = socket;
    thread = Thread.ofPlatform().name("acceptor").start(() -> acceptAll(socket));
    return socket.getLocalPort();
  }

  private void acceptAll(ServerSocket socket) {
    try {
      while (true) accept(socket.accept());
    } catch (IOException e) {
      if (!closed) throw new UncheckedIOException(e);
    }
  }

  private void accept(Socket connection) throws IOException {
    if (gate.isClosing() && gate.isSentinel(connection.getRemoteSocketAddress())) {
      connection.setSoLinger(true, 0);
      connection.close();
      gate.pass();
    } else {
      accepts.increment();
      burn.run();
      handler.accept(connection);
    }
  }

  void stall() throws IOException {
    if (listener == null) throw new IllegalStateException("not started");
    gate.close(listener.getLocalPort(), 1);
  }

  long sentinels() {
    return gate.sentinels();
  }

  void resume() {
    gate.open();
  }

  long accepts() {
    return accepts.get();
  }

  void close() throws IOException {
    closed = true;
    gate.open();
    if (listener != null) listener.close();
    if (thread != null) Threads.join(thread);
  }
}
