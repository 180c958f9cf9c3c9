package acceptbench.server.strategy.descriptor;

import acceptbench.linux.Libc;
import acceptbench.server.AcceptBatch;
import acceptbench.server.AcceptServer;
import acceptbench.server.ProcessUsage;
import acceptbench.server.ServerConfig;
import acceptbench.server.ServerStats;
import acceptbench.server.strategy.common.CpuBurn;
import acceptbench.server.strategy.common.QueueWaits;
import acceptbench.server.strategy.common.SingleWriterCount;
import acceptbench.server.strategy.common.Stall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Epoll threads that accept and serve; what they listen on is the strategy's.
abstract class EpollAcceptors implements AcceptServer {
  private final ServerConfig config;
  private final List<Integer> listeners = new ArrayList<>();
  private final List<EpollAcceptor> acceptors = new ArrayList<>();
  private final List<SingleWriterCount> served = new ArrayList<>();
  private final QueueWaits queueWaits;
  private @Nullable Stall stall;

  EpollAcceptors(ServerConfig config) {
    this.config = config;
    this.queueWaits = new QueueWaits(config);
  }

  final ServerConfig config() {
    return config;
  }

  /// Closes a listening descriptor with the server.
  final int keep(int listener) {
    listeners.add(listener);
    return listener;
  }

  /// Adds a thread.
  ///
  /// @param all what `acceptBatch=usual` means
  final void accept(int listener, int flags, boolean all) throws IOException {
    SingleWriterCount count = new SingleWriterCount();
    served.add(count);
    DescriptorHandler handler =
        new DescriptorHandler(new CpuBurn(config.handlerMicros()), count::increment);
    EpollAcceptor acceptor =
        new EpollAcceptor(
            listener,
            flags,
            config.acceptBatch() == AcceptBatch.USUAL ? all : isAll(),
            new CpuBurn(config.acceptorMicros()),
            queueWaits.observer(),
            handler::serve);
    acceptors.add(acceptor);
    acceptor.start("acceptor " + acceptors.size());
  }

  private boolean isAll() {
    return config.acceptBatch() == AcceptBatch.ALL;
  }

  @Override
  public final int stall() throws IOException {
    if (stall != null) throw new IOException("told to stall while stalled");
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
  public final ServerStats stats() {
    ProcessUsage usage = ProcessUsage.own();
    return new ServerStats(
        acceptors.stream().map(EpollAcceptor::accepts).toList(),
        served.stream().mapToLong(SingleWriterCount::get).sum(),
        usage.cpuNanos(),
        usage.descriptors(),
        queueWaits.millis());
  }

  @Override
  public final void close() throws IOException {
    resume();
    for (EpollAcceptor acceptor : acceptors) acceptor.close();
    listeners.forEach(Libc::close);
  }
}
