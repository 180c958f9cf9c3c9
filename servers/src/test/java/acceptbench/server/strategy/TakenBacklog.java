package acceptbench.server.strategy;

/// What strategies make of a backlog that is not theirs to use.
final class TakenBacklog {
  private TakenBacklog() {}

  /// `ServerSocket` and `ServerSocketChannel` take 50 where they are given less than 1, and the
  /// real programs are given no less than 1.
  static int of(AcceptStrategy strategy, int backlog) {
    if (backlog >= 1) return backlog;
    return switch (strategy) {
      case BLOCKING, BLOCKING_POOL, VIRTUAL_THREADS, NIO_SELECTOR, NIO_WORKERS, NETTY_NIO -> 50;
      case NGINX, HAPROXY, APACHE -> 1;
      default -> backlog;
    };
  }
}
