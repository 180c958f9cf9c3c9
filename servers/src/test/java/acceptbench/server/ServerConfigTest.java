package acceptbench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.server.parameter.AcceptBatch;
import acceptbench.server.parameter.EpollWake;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.parameter.StallKind;
import acceptbench.server.parameter.WorkerChoice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerConfigTest {
  private static final ServerConfig USUAL = ServerConfig.usual();

  @Test
  void argumentsSayAllThatThereIs() {
    ServerConfig config =
        USUAL
            .with("backlog", 511)
            .with("workers", 4)
            .with("handlerMicros", "7")
            .with("stallKind", StallKind.BUSY)
            .with("stalledAcceptors", 3)
            .with("acceptBatch", "one")
            .with("epollWake", EpollWake.RE_ADD)
            .with("workerChoice", WorkerChoice.LEAST_BUSY)
            .with("queueWait", true);
    assertThat(config.backlog().asked()).isEqualTo(511);
    assertThat(config.handlerMicros()).isEqualTo(7);
    assertThat(config.acceptorMicros()).isEqualTo(USUAL.acceptorMicros());
    assertThat(config.stallKind()).isEqualTo(StallKind.BUSY);
    assertThat(config.acceptBatch()).isEqualTo(AcceptBatch.ONE);
    assertThat(config.queueWait()).isTrue();
    assertThat(config.arguments())
        .contains("backlog=511", "workerChoice=least-busy", "queueWait=true");
    assertThat(ServerConfig.parse(config.arguments())).isEqualTo(config);
    assertThat(ServerConfig.parse(config.arguments().reversed())).isEqualTo(config);
  }

  @Test
  void aValueOutOfRangeIsNamed() {
    assertThatThrownBy(() -> USUAL.with("backlog", "2147483648"))
        .hasMessage(
            "backlog=2147483648: it has to be from -2147483648 to 2147483647, or one of [default]");
    assertThatThrownBy(() -> USUAL.with("workers", 0))
        .hasMessage("workers=0: it has to be from 1 to 64");
    assertThatThrownBy(() -> USUAL.with("workers", 65)).hasMessageContaining("workers=65");
    assertThatThrownBy(() -> USUAL.with("handlerMicros", -1)).hasMessageContaining("handlerMicros");
    assertThatThrownBy(() -> USUAL.with("acceptorMicros", -1))
        .hasMessageContaining("acceptorMicros");
  }

  @Test
  void aBatchIsAWordOrANumber() {
    ServerConfig config = USUAL.with("acceptBatch", "16");
    assertThat(config.acceptBatch().mostOr(1)).isEqualTo(16);
    assertThat(ServerConfig.parse(config.arguments())).isEqualTo(config);
    assertThat(USUAL.acceptBatch().mostOr(7)).isEqualTo(7);
    for (String word : List.of("usual", "one", "all"))
      assertThat(USUAL.with("acceptBatch", word).arguments()).contains("acceptBatch=" + word);
  }

  @Test
  void aBacklogMayBeTheServersOwn() {
    ServerConfig config = USUAL.with("backlog", "default");
    assertThat(config.backlog().isDefault()).isTrue();
    assertThat(config.arguments()).contains("backlog=default");
    assertThat(ServerConfig.parse(config.arguments())).isEqualTo(config);
    assertThatThrownBy(() -> config.backlog().asked())
        .hasMessage("listen(2) has no default backlog: give a number");
  }

  @Test
  void aParameterThatThereIsNotIsNamedWithThoseThatThereAre() {
    assertThatThrownBy(() -> USUAL.with("colour", "blue"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a server has no parameter 'colour'; there are backlog, workers, ");
  }

  @Test
  void anArgumentThatIsWrongIsNamed() {
    List<String> good = USUAL.arguments();
    assertThatThrownBy(() -> ServerConfig.parse(good.subList(1, good.size())))
        .hasMessage("missing: backlog");
    assertThatThrownBy(() -> ServerConfig.parse(with(good, "colour=blue")))
        .hasMessage("unknown: [colour]");
    assertThatThrownBy(() -> ServerConfig.parse(with(good, "stallKind=nap")))
        .hasMessage("stallKind=nap: it is one of [busy, descriptors, pause, stop]");
    assertThatThrownBy(() -> ServerConfig.parse(with(good, "acceptBatch=1")))
        .hasMessage("acceptBatch=1: it has to be from 2 to 1000000, or one of [all, one, usual]");
    assertThatThrownBy(() -> ServerConfig.parse(with(good, "workerChoice=best")))
        .hasMessage("workerChoice=best: it is one of [least-busy, round-robin]");
    assertThatThrownBy(() -> ServerConfig.parse(with(good, "queueWait=1")))
        .hasMessage("queueWait=1: it is one of [false, true]");
    assertThatThrownBy(() -> ServerConfig.parse(with(good, "backlog=many")))
        .hasMessage("backlog=many: not a whole number, or one of [default]");
    assertThatThrownBy(() -> ServerConfig.parse(with(good, "backlog")))
        .hasMessage("not NAME=VALUE: 'backlog'");
  }

  private static List<String> with(List<String> arguments, String another) {
    List<String> all = new ArrayList<>(arguments);
    all.add(another);
    return all;
  }
}
