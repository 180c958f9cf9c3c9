package acceptbench.server.strategy;

import acceptbench.server.AcceptServer;
import acceptbench.server.ProcessUsage;
import acceptbench.server.ServerConfig;
import acceptbench.server.ServerStats;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;

/// Accepts and serves on one thread with one Selector.
///
/// Each time it wakes up it accepts until the queue is empty; each connection is registered for
/// OP_WRITE and served when the Selector says so. Per connection that costs accept, epoll_ctl and
/// its share of epoll_wait, besides the greeting. The queue empties in one go, but while the
/// handlers of a batch run nobody accepts: their CPU time adds up, and the accept queue has to hold
/// what arrives meanwhile.
///
/// The JDK turns a backlog of 0 into 50. `workers` has no meaning.
final class NioSelectorServer implements AcceptServer {
  private final CpuBurn acceptorBurn;
  private final CpuBurn handlerBurn;
  private final SingleWriterCount accepts = new SingleWriterCount();
  private final SingleWriterCount served = new SingleWriterCount();
  private final ByteBuffer hello =
      ByteBuffer.allocateDirect(Greeting.HELLO.length).put(Greeting.HELLO).flip();
  private final SelectorLoop loop = new SelectorLoop("selector", this::ready);
  private final NioListener listener;

  NioSelectorServer(ServerConfig config) {
    this.listener = new NioListener(config, loop);
    this.acceptorBurn = new CpuBurn(config.acceptorMicros());
    this.handlerBurn = new CpuBurn(config.handlerMicros());
  }

  @Override
  public int start() throws IOException {
    return listener.start();
  }

  private void ready(SelectionKey key) throws IOException {
    if (key.isAcceptable()) acceptAll();
    else serve((SocketChannel) key.channel());
  }

  private void acceptAll() throws IOException {
    for (SocketChannel it = listener.accept(); it != null; it = listener.accept()) {
      accepts.increment();
      acceptorBurn.run();
      it.configureBlocking(false);
      loop.register(it, SelectionKey.OP_WRITE);
    }
  }

  private void serve(SocketChannel channel) {
    try (channel) {
      handlerBurn.run();
      channel.write(hello.rewind());
      served.increment();
    } catch (IOException e) {
      // The client has gone. It is not counted as served, and that is how it is told.
    }
  }

  @Override
  public void stall() throws IOException {
    listener.stall();
  }

  @Override
  public void resume() throws IOException {
    listener.resume();
  }

  @Override
  public ServerStats stats() {
    ProcessUsage usage = ProcessUsage.own();
    return new ServerStats(
        List.of(accepts.get()), served.get(), usage.cpuNanos(), usage.descriptors());
  }

  @Override
  public void close() throws IOException {
    loop.close();
  }
}
