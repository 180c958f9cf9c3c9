package acceptbench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerStatsTest {
  @Test
  void theLineSaysAllThatThereIs() {
    ServerStats stats =
        new ServerStats(
            List.of(3L, 0L, 5_000_000_000L),
            7,
            6_000_000_000L,
            new ProcessUsage(123_456, 42, 7_000_000_000L),
            Map.of(250, 3L, 0, 5_000_000_000L));
    assertThat(stats.line())
        .isEqualTo(
            "stats accepts=3,0,5000000000 served=7 wakeups=6000000000 cpuNanos=123456"
                + " descriptors=42 switches=7000000000 queueWaits=0:5000000000,250:3");
    assertThat(ServerStats.parse(stats.line())).isEqualTo(stats);
    assertThat(stats.accepted()).isEqualTo(5_000_000_003L);
  }

  @Test
  void aProgramThatCountsNothingSaysSo() {
    ServerStats stats = ServerStats.uncounted(new ProcessUsage(5, 6, 7));
    assertThat(stats.isCounted()).isFalse();
    assertThat(ServerStats.parse(stats.line())).isEqualTo(stats);
  }

  @Test
  void whatIsNoStatsIsShown() {
    assertThatThrownBy(
            () -> ServerStats.parse("stats accepts=1; served=7 wakeups=1 cpuNanos=1 descriptors=1"))
        .hasMessageContaining("accepts=1; served=7");
    assertThatThrownBy(
            () ->
                ServerStats.parse(
                    "stats accepts= served=7 wakeups=1 cpuNanos=1 descriptors=1 switches=1"
                        + " queueWaits=1:2,"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
