package acceptbench.server.strategy.nio;

import acceptbench.server.parameter.ServerConfig;

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
public final class NioWorkersServer extends NioHandOver {
  private final int workers;
  private int next;

  public NioWorkersServer(ServerConfig config) {
    super(config);
    workers = config.workers();
  }

  @Override
  int choose() {
    int chosen = next;
    next = (next + 1) % workers;
    return chosen;
  }
}
