package acceptbench.server.strategy;

import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.ListenerSocket;
import acceptbench.server.ServerProcess;
import acceptbench.server.ServerStats;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.testing.Await;
import acceptbench.testing.Greeter;
import acceptbench.testing.QuickJvm;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.util.BitSet;

/// Server processes for tests.
final class Servers {
  private Servers() {}

  /// Starts a server; where this machine lacks what it needs, see [Requirement].
  static ServerProcess start(AcceptStrategy strategy, ServerConfig config) throws IOException {
    require(strategy);
    return ServerProcess.start(
        strategy.label(), configured(strategy, config), new BitSet(), QuickJvm.ARGUMENTS);
  }

  /// With a program where the strategy is one that the user names.
  static ServerConfig configured(AcceptStrategy strategy, ServerConfig config) {
    return strategy.has(Trait.NAMED_BY_USER) && !config.hasCommand()
        ? config.with("command", Greeter.command())
        : config;
  }

  static void require(AcceptStrategy strategy) {
    Requirement.require(strategy.unavailable());
  }

  /// Waits until that many connections have been served and none is left. A client knows of its
  /// greeting a moment before the server has counted and closed.
  static ServerStats quiet(ServerProcess server, int served) throws Exception {
    try (InetDiag diag = new InetDiag()) {
      Await.until(
          "everything is served and closed",
          () -> {
            ServerStats stats = server.stats();
            return (!stats.isCounted() || stats.served() == served)
                && connections(diag, server.port()) == 0;
          });
    }
    return server.stats();
  }

  /// The first of its listeners.
  static ListenerSocket listener(ServerProcess server) throws IOException {
    try (InetDiag diag = new InetDiag()) {
      return diag.listeners(server.port()).getFirst();
    }
  }

  private static int connections(InetDiag diag, int port) throws IOException {
    int[] count = {0};
    diag.connections(port, _ -> count[0]++);
    return count[0];
  }
}
