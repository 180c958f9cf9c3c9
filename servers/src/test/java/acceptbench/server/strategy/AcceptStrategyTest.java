package acceptbench.server.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.server.ServerConfig;
import acceptbench.server.StallKind;
import acceptbench.server.strategy.program.Programs;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AcceptStrategyTest {
  private static final ServerConfig PLAIN = new ServerConfig(128, 1, 0, 0);

  @Test
  void isFoundByItsLabel() {
    for (AcceptStrategy strategy : AcceptStrategy.values())
      assertThat(AcceptStrategy.named(strategy.label())).isSameAs(strategy);
    assertThat(Stream.of(AcceptStrategy.values()).map(AcceptStrategy::label))
        .doesNotHaveDuplicates();
    assertThatThrownBy(() -> AcceptStrategy.named("Blocking"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no strategy 'Blocking'; there are blocking, blocking-pool, ");
  }

  @Test
  void aRealProgramSaysWhatItCannotDo() {
    assertThat(AcceptStrategy.NGINX.refusal(PLAIN)).isEmpty();
    assertThat(AcceptStrategy.NGINX.refusal(new ServerConfig(128, 1, 5, 0)))
        .contains("nginx can't burn CPU time: handlerMicros has to be 0");
    assertThat(AcceptStrategy.HAPROXY.refusal(new ServerConfig(128, 1, 0, 5)))
        .contains("haproxy can't burn CPU time: acceptorMicros has to be 0");
    assertThat(AcceptStrategy.APACHE.refusal(PLAIN.withStall(StallKind.BUSY, 0)))
        .contains("apache can't be kept busy: stallKind has to be pause or stop");
    assertThat(AcceptStrategy.BLOCKING.refusal(new ServerConfig(128, 1, 5, 5))).isEmpty();
  }

  @Test
  void aProgramThatIsNotThereIsNamedWithItsPackage() {
    assertThat(Programs.missing("no-such-program", "its-package"))
        .contains("no-such-program is not installed; apt install its-package");
    assertThat(Programs.missing("sh", "dash")).isEmpty();
  }

  @Test
  void onlyApacheWantsTheClientToSpeakFirst() {
    assertThat(Stream.of(AcceptStrategy.values()).filter(it -> !it.request().isEmpty()))
        .containsExactly(AcceptStrategy.APACHE);
  }
}
