package acceptbench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServerConfigTest {
  @Test
  void argumentsSayAllThatThereIs() {
    ServerConfig config =
        new ServerConfig(511, 4, 100, 7)
            .withStall(StallKind.BUSY, 3)
            .withAcceptBatch(AcceptBatch.ONE)
            .withWorkerChoice(WorkerChoice.LEAST_BUSY);
    assertThat(ServerConfig.parse(config.arguments())).isEqualTo(config);
    assertThat(ServerConfig.parse(config.arguments().reversed())).isEqualTo(config);
  }

  @Test
  void aValueOutOfRangeIsNamed() {
    assertThatThrownBy(() -> new ServerConfig(-1, 1, 0, 0))
        .hasMessage("backlog -1 is not within 0 and 2147483647");
    assertThatThrownBy(() -> new ServerConfig(1, 0, 0, 0))
        .hasMessage("workers 0 is not within 1 and 64");
    assertThatThrownBy(() -> new ServerConfig(1, 65, 0, 0)).hasMessageContaining("workers 65");
    assertThatThrownBy(() -> new ServerConfig(1, 1, -1, 0)).hasMessageContaining("handlerMicros");
    assertThatThrownBy(() -> new ServerConfig(1, 1, 0, -1)).hasMessageContaining("acceptorMicros");
  }

  @Test
  void anArgumentThatIsWrongIsNamed() {
    List<String> good = new ServerConfig(1, 1, 0, 0).arguments();
    assertThatThrownBy(() -> ServerConfig.parse(good.subList(1, good.size())))
        .hasMessage("missing: backlog");
    assertThatThrownBy(() -> ServerConfig.parse(with(good, "colour=blue")))
        .hasMessage("unknown: [colour]");
    assertThatThrownBy(() -> ServerConfig.parse(with(good, "stallKind=nap")))
        .hasMessage("no stallKind 'nap'; there are pause, busy, stop");
    assertThatThrownBy(() -> ServerConfig.parse(with(good, "acceptBatch=2")))
        .hasMessage("no acceptBatch '2'; there are usual, one, all");
    assertThatThrownBy(() -> ServerConfig.parse(with(good, "workerChoice=best")))
        .hasMessage("no workerChoice 'best'; there are round-robin, least-busy");
    assertThatThrownBy(() -> ServerConfig.parse(with(good, "backlog=many")))
        .hasMessage("backlog is not a number: 'many'");
    assertThatThrownBy(() -> ServerConfig.parse(with(good, "backlog")))
        .hasMessage("not NAME=VALUE: 'backlog'");
  }

  private static List<String> with(List<String> arguments, String another) {
    List<String> all = new java.util.ArrayList<>(arguments);
    all.add(another);
    return all;
  }
}
