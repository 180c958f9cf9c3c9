package acceptbench.server.strategy.descriptor;

import static acceptbench.linux.socket.SocketConstants.SOCK_NONBLOCK;

import acceptbench.linux.CloseStack;
import acceptbench.linux.Libc;
import acceptbench.server.parameter.AcceptBatch;
import acceptbench.server.parameter.EpollWake;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.common.Accounts;
import acceptbench.server.strategy.common.CountedServer;
import acceptbench.server.strategy.common.SingleWriterCount;
import acceptbench.server.strategy.common.Stall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Epoll threads that accept and serve; what they listen on is the strategy's.
abstract class EpollAcceptors extends CountedServer {
  private final ServerConfig config;
  private final List<Integer> listeners = new ArrayList<>();
  private final List<EpollAcceptor> acceptors = new ArrayList<>();
  private @Nullable Stall stall;

  EpollAcceptors(ServerConfig config) {
    super(config);
    this.config = config;
  }

  final ServerConfig config() {
    return config;
  }

  /// Opens a listening descriptor, which is closed with the server.
  ///
  /// @param port 0 for any
  /// @param reusePort whether others listen there too
  final int listen(int port, boolean reusePort) throws IOException {
    int listener = ListeningDescriptor.open(config, port, SOCK_NONBLOCK, reusePort);
    listeners.add(listener);
    return listener;
  }

  @Override
  public final List<Integer> listenerDescriptors() {
    return List.copyOf(listeners);
  }

  /// Adds a thread that accepts, and starts it.
  ///
  /// @param listener one of those that [#listen] opened
  /// @param wake whom a connection wakes; where one thread waits for the listener it is always that
  /// @param usual what `acceptBatch=usual` means
  final void addAcceptor(int listener, EpollWake wake, AcceptBatch usual) throws IOException {
    SingleWriterCount count = new SingleWriterCount();
    accounts().servedBy(count::get);
    DescriptorHandler handler = new DescriptorHandler(config, count::increment);
    Accounts.Acceptor account = accounts().acceptor(listeners.indexOf(listener));
    int most = config.acceptBatch().mostOr(usual.most());
    AcceptedPeer peer = new AcceptedPeer(config, account::note);
    EpollAcceptor acceptor = acceptor(listener, wake, most, peer, account, handler);
    acceptors.add(acceptor);
    acceptor.start("acceptor " + acceptors.size());
  }

  /// Makes what [#addAcceptor] starts, with the arguments of [EpollAcceptor]'s constructor.
  EpollAcceptor acceptor(
      int listener,
      EpollWake wake,
      int most,
      AcceptedPeer peer,
      Accounts.Acceptor account,
      DescriptorHandler handler) {
    return new EpollAcceptor(listener, wake, most, peer, account, handler);
  }

  @Override
  public final int stall() throws IOException {
    Stall begun = new Stall(config.stallKind());
    stall = begun;
    int count = config.stalled(acceptors.size());
    for (EpollAcceptor acceptor : acceptors.subList(0, count)) acceptor.enter(begun);
    for (int i = 0; i < count; i++) begun.awaitOneMore();
    return count;
  }

  @Override
  public final void resume() {
    if (stall != null) stall.end();
    stall = null;
  }

  @Override
  public final void close() throws IOException {
    resume();
    try (CloseStack all = new CloseStack()) {
      all.add(accounts());
      all.add(this::end);
    }
  }

  /// An acceptor that has not ended may still use its listener, whose number must not become
  /// another file's: then all of them stay open.
  private void end() throws IOException {
    try (CloseStack all = new CloseStack()) {
      for (EpollAcceptor acceptor : acceptors) all.add(acceptor::close);
    }
    listeners.forEach(Libc::close);
  }
}
