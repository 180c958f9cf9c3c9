package acceptbench.server.strategy.nio;

import acceptbench.linux.CloseStack;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.common.CountedServer;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/// A thread with a Selector that accepts, and `workers` threads with Selectors of their own that
/// serve what it hands over: all but who gets which connection.
abstract class NioHandOver extends CountedServer {
  private final SelectorLoop boss = new SelectorLoop("acceptor", _ -> acceptSome());
  private final NioListener listener;
  private final List<SelectorLoop> workers = new ArrayList<>();

  NioHandOver(ServerConfig config) {
    super(config);
    listener = new NioListener(config, boss, accounts().acceptor(), this::handOver);
    for (int i = 0; i < config.workers(); i++) workers.add(worker(config, i));
  }

  private SelectorLoop worker(ServerConfig config, int number) {
    NioHandler handler = new NioHandler(config);
    accounts().servedBy(handler::served);
    return new SelectorLoop(
        "worker " + (number + 1),
        key -> {
          handler.ready(key);
          closed(number);
        });
  }

  /// Which worker gets the next connection, from 0. Called by the acceptor's thread alone.
  abstract int choose();

  /// That worker has closed a connection; called by its thread.
  void closed(int worker) {}

  @Override
  public final int start() throws IOException {
    for (SelectorLoop worker : workers) worker.start();
    boss.start();
    return listener.start();
  }

  private void acceptSome() throws IOException {
    listener.ready();
  }

  private void handOver(SocketChannel connection) {
    SelectorLoop worker = workers.get(choose());
    worker.execute(() -> worker.register(connection, SelectionKey.OP_WRITE));
  }

  @Override
  public final int stall() throws IOException {
    listener.stall();
    return 1;
  }

  @Override
  public final void resume() throws IOException {
    listener.resume();
  }

  @Override
  public final void close() throws IOException {
    // The boss first: until it has ended it hands over.
    try (CloseStack all = new CloseStack()) {
      all.add(accounts());
      for (SelectorLoop worker : workers) all.add(worker::close);
      all.add(boss::close);
    }
  }
}
