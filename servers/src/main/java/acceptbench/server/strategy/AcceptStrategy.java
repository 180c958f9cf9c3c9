package acceptbench.server.strategy;

import acceptbench.server.AcceptServer;
import acceptbench.server.ServerConfig;
import com.google.errorprone.annotations.Immutable;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Every way to accept that is measured. Whatever is here is in each benchmark, test and report.
public enum AcceptStrategy {
  BLOCKING("blocking", "one thread: ServerSocket.accept, serve, close, again", BlockingServer::new),
  NIO_SELECTOR(
      "nio-selector", "one thread, one Selector for accepting and I/O", NioSelectorServer::new),
  NETTY_EPOLL("netty-epoll", "Netty boss and workers on epoll", NettyEpollServer::new),
  FD_PASSING(
      "fd-passing",
      "an acceptor process passes each accepted descriptor to worker processes (SCM_RIGHTS)",
      FdPassingServer::new);

  /// A strategy's constructor.
  @Immutable
  private interface Factory {
    AcceptServer create(ServerConfig config);
  }

  private final String label;
  private final String description;
  private final Factory factory;

  AcceptStrategy(String label, String description, Factory factory) {
    this.label = label;
    this.description = description;
    this.factory = factory;
  }

  /// The name that parameters and reports use, `nio-selector` say.
  public String label() {
    return label;
  }

  /// The mechanism in one line.
  public String description() {
    return description;
  }

  /// A server that has not been started. To be used in a process of its own, see
  /// [acceptbench.server.ServerProcess].
  public AcceptServer create(ServerConfig config) {
    return factory.create(config);
  }

  /// The strategy with this label.
  ///
  /// @throws IllegalArgumentException listing the labels, where there is none
  public static AcceptStrategy named(String label) {
    for (AcceptStrategy strategy : values()) if (strategy.label.equals(label)) return strategy;
    throw new IllegalArgumentException(
        "no strategy '%s'; there are %s"
            .formatted(
                label,
                Arrays.stream(values())
                    .map(AcceptStrategy::label)
                    .collect(Collectors.joining(", "))));
  }

  @Override
  public String toString() {
    return label;
  }
}
