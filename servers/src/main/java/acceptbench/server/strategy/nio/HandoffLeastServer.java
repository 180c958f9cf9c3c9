package acceptbench.server.strategy.nio;

import acceptbench.server.parameter.ServerConfig;

/// You gain work that is spread by who has the least of it, where connections differ in what they
/// cost. You pay with a look at every worker's count for each connection, and with counts that all
/// workers write and the acceptor reads.
///
/// As `nio-workers`, but that each connection goes to the worker with the fewest in hand, by exact
/// counts: one atomic increment when it is handed over, one decrement when it is closed, and a scan
/// over the workers that ends at the first who has none. Envoy's exact connection balance and
/// Seastar's do so; HAProxy compares two of its threads.
///
/// The JDK turns a backlog of 0 into 50.
public final class HandoffLeastServer extends NioHandOver {
  private final LeastInHand inHand;

  public HandoffLeastServer(ServerConfig config) {
    super(config);
    inHand = new LeastInHand(config.workers());
  }

  @Override
  int choose() {
    return inHand.take();
  }

  @Override
  void closed(int worker) {
    inHand.giveBack(worker);
  }
}
