package acceptbench.server.strategy.descriptor;

import acceptbench.linux.CloseStack;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.common.Accounts;
import acceptbench.server.strategy.common.CountedServer;
import acceptbench.server.strategy.common.SingleWriterCount;
import acceptbench.server.strategy.common.ThreadGate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// You gain threads that all accept: one queue, no hand-over, and a slow handler leaves the others
/// accepting. You pay with a platform thread for each connection under way, and so with never more
/// of those than workers.
///
/// `workers` threads are blocked in accept4 on one listening descriptor, and each serves what it
/// gets.
///
/// One accept queue. The kernel wakes the threads first in, first out: with little load the shares
/// are exactly even, and every CPU cache is cold in turn. A connection costs no wake-up machinery
/// but the wake-up itself. It is the descriptor that is shared, not a ServerSocketChannel, whose
/// accept lock would be all that there is to measure.
///
/// The backlog is taken as given, 0 included.
public final class SharedBlockingServer extends CountedServer {
  private final ServerConfig config;
  private final ThreadGate gate;
  private final List<DescriptorAcceptor> acceptors = new ArrayList<>();
  private int listener = -1;
  private int port;

  public SharedBlockingServer(ServerConfig config) {
    super(config);
    this.config = config;
    this.gate = new ThreadGate(config);
  }

  @Override
  public int start() throws IOException {
    listener = ListeningDescriptor.open(config);
    port = TcpSocket.localPort(listener);
    for (int i = 1; i <= config.workers(); i++) startAcceptor("acceptor " + i);
    return port;
  }

  private void startAcceptor(String name) {
    SingleWriterCount count = new SingleWriterCount();
    accounts().servedBy(count::get);
    DescriptorHandler handler = new DescriptorHandler(config, count::increment);
    Accounts.Acceptor account = accounts().acceptor();
    DescriptorAcceptor acceptor =
        new DescriptorAcceptor(
            listener,
            gate,
            new AcceptedPeer(config, account::note),
            account::accepted,
            handler::serve);
    acceptors.add(acceptor);
    acceptor.start(name);
  }

  @Override
  public int stall() throws IOException {
    int count = config.stalled(acceptors.size());
    gate.stall(port, count);
    return count;
  }

  @Override
  public long ownConnections() {
    return gate.sentinels();
  }

  @Override
  public void resume() {
    gate.resume();
  }

  @Override
  public void close() throws IOException {
    gate.resume();
    try (CloseStack all = new CloseStack()) {
      all.add(accounts());
      all.add(this::end);
    }
  }

  /// The listener stays open where an acceptor has not ended, which may still use it.
  private void end() throws IOException {
    try (CloseStack all = new CloseStack()) {
      for (DescriptorAcceptor acceptor : acceptors) all.add(acceptor::close);
    }
    if (listener >= 0) Libc.close(listener);
  }
}
