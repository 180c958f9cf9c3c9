package acceptbench.server.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlArmTest {
  @ParameterizedTest
  @CsvSource({"epoll#2,epoll", "epoll,epoll", "netty-epoll#17,netty-epoll", "epoll#1,epoll#1"})
  void aNameStandsForAStrategy(String name, String strategy) {
    assertThat(ControlArm.strategy(name)).isEqualTo(strategy);
  }

  @Test
  void itIsTheSameServer() {
    assertThat(AcceptStrategy.named("epoll#2")).isSameAs(AcceptStrategy.EPOLL);
    assertThatThrownBy(() -> AcceptStrategy.named("epoll#x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
