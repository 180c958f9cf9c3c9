package acceptbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// See [StalledAcceptor]: servers that listen at `::`, where every second client comes by IPv4, and
/// at `::1`. Of each room of strategies one or two.
@ExtendWith(NeedsPrivateNetwork.class)
public class StalledOverIpv6Test {
  private static final int BACKLOG = 20;

  private static final List<AcceptStrategy> STRATEGIES =
      List.of(
          AcceptStrategy.BLOCKING,
          AcceptStrategy.NIO_SELECTOR,
          AcceptStrategy.NETTY_NIO,
          AcceptStrategy.NETTY_EPOLL,
          AcceptStrategy.FD_PASSING,
          AcceptStrategy.PREFORK,
          AcceptStrategy.EPOLL,
          AcceptStrategy.NGINX,
          AcceptStrategy.HAPROXY,
          AcceptStrategy.APACHE);

  static Stream<Arguments> cases() {
    return Stream.concat(
        STRATEGIES.stream().map(strategy -> Arguments.of(strategy, "::")),
        Stream.of(AcceptStrategy.BLOCKING, AcceptStrategy.EPOLL)
            .map(strategy -> Arguments.of(strategy, "::1")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void holdsBacklogPlusOneConnectionsAndDropsTheOthersSyns(AcceptStrategy strategy, String address)
      throws IOException {
    assertThat(StalledAcceptor.check(strategy, BACKLOG, address)).isEqualTo(BACKLOG);
  }
}
