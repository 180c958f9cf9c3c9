package acceptbench.server.strategy;

/// What strategies on the JDK's own sockets make of a backlog.
final class JdkBacklog {
  private JdkBacklog() {}

  /// `ServerSocket` and `ServerSocketChannel` take 50 where they are given less than 1.
  static int of(AcceptStrategy strategy, int backlog) {
    boolean jdk =
        switch (strategy) {
          case BLOCKING, NIO_SELECTOR -> true;
          case NETTY_EPOLL, FD_PASSING -> false;
        };
    return jdk && backlog < 1 ? 50 : backlog;
  }
}
