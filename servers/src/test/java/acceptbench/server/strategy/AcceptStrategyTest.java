package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.parameter.StallKind;
import acceptbench.server.strategy.program.Programs;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AcceptStrategyTest {
  @Test
  void isFoundByItsLabel() {
    for (AcceptStrategy strategy : AcceptStrategy.values())
      assertThat(AcceptStrategy.named(strategy.label())).isSameAs(strategy);
    assertThat(labels()).doesNotHaveDuplicates();
    assertThatThrownBy(() -> AcceptStrategy.named("Blocking"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no strategy 'Blocking'; there are " + String.join(", ", labels()));
  }

  private static List<String> labels() {
    return Stream.of(AcceptStrategy.values()).map(AcceptStrategy::label).toList();
  }

  @Test
  void aParameterThatMeansSomethingToOneAloneNamesIt() {
    assertThat(ServerConfig.parameters())
        .extracting(parameter -> parameter.declared().only())
        .filteredOn(only -> !only.isEmpty())
        .contains("nginx")
        .isSubsetOf(labels());
  }

  @Test
  void aRealProgramSaysWhatItCannotDo() {
    assertThat(AcceptStrategy.NGINX.refusal(idle().with("handlerMicros", 5)))
        .contains("nginx can't burn CPU time: handlerMicros has to be 0");
    assertThat(AcceptStrategy.HAPROXY.refusal(idle().with("acceptorMicros", 5)))
        .contains("haproxy can't burn CPU time: acceptorMicros has to be 0");
    assertThat(AcceptStrategy.APACHE.refusal(idle().with("stallKind", StallKind.BUSY)))
        .contains("apache can't be kept busy: stallKind may not be busy");
    assertThat(AcceptStrategy.NGINX.refusal(idle().with("acceptBatch", "16")))
        .contains("nginx accepts one per wake-up or all: acceptBatch has to be usual, one or all");
  }

  @Test
  void aProgramThatIsNotThereIsNamedWithItsPackage() {
    assertThat(Programs.missing("no-such-program", "its-package"))
        .contains("no-such-program is not installed; apt install its-package");
    assertThat(Programs.missing("sh", "dash")).isEmpty();
  }
}
