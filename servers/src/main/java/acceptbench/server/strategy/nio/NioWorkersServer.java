package acceptbench.server.strategy.nio;

import acceptbench.linux.CloseStack;
import acceptbench.server.AcceptServer;
import acceptbench.server.ServerConfig;
import acceptbench.server.ServerStats;
import acceptbench.server.accepts.AcceptNotes;
import acceptbench.server.strategy.common.Accounts;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// You gain an acceptor that handlers do not delay, as long as there are CPUs for both, and no
/// thread for each connection. You pay with a hand-over to another thread, and its wake-up, on top
/// of the Selector's system calls.
///
/// A thread with a Selector accepts, and hands each connection to the next of `workers` threads
/// with Selectors of their own, which register and serve it.
///
/// The hand-over costs a task queue, and an eventfd write to wake the worker's Selector, beside the
/// worker's own epoll_ctl and epoll_wait: the 12 system calls of `nio-selector`, made by two
/// threads. Handlers do not delay the acceptor as long as there are CPUs for both.
///
/// The JDK turns a backlog of 0 into 50.
public final class NioWorkersServer implements AcceptServer {
  private final SelectorLoop boss = new SelectorLoop("acceptor", _ -> acceptSome());
  private final Accounts accounts;
  private final NioListener listener;
  private final List<SelectorLoop> workers = new ArrayList<>();
  private int next;

  public NioWorkersServer(ServerConfig config) {
    accounts = new Accounts(config);
    listener = new NioListener(config, boss, accounts.acceptor(), this::handOver);
    for (int i = 1; i <= config.workers(); i++) {
      NioHandler handler = new NioHandler(config);
      accounts.servedBy(handler::served);
      workers.add(new SelectorLoop("worker " + i, handler::ready));
    }
  }

  @Override
  public int start() throws IOException {
    for (SelectorLoop worker : workers) worker.start();
    boss.start();
    return listener.start();
  }

  private void acceptSome() throws IOException {
    listener.ready();
  }

  private void handOver(SocketChannel connection) {
    SelectorLoop worker = workers.get(next);
    next = (next + 1) % workers.size();
    worker.execute(() -> worker.register(connection, SelectionKey.OP_WRITE));
  }

  @Override
  public int stall() throws IOException {
    listener.stall();
    return 1;
  }

  @Override
  public void resume() throws IOException {
    listener.resume();
  }

  @Override
  public Optional<AcceptNotes> notes() {
    return accounts.notes();
  }

  @Override
  public ServerStats stats() {
    return accounts.stats();
  }

  @Override
  public void close() throws IOException {
    // The boss first: until it has ended it hands over.
    try (CloseStack all = new CloseStack()) {
      all.add(accounts);
      for (SelectorLoop worker : workers) all.add(worker::close);
      all.add(boss::close);
    }
  }
}
