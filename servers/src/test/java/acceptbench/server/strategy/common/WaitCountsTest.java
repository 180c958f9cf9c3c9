package acceptbench.server.strategy.common;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.parameter.ServerConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaitCountsTest {
  private final QueueWaits waits = new QueueWaits(ServerConfig.usual().with("queueWait", true));

  @Test
  void countsEachMillisecondHoweverLong() {
    for (long millis : new long[] {0, 3, 3, 60_000, 60_001, 3_600_000, 3_600_000})
      waits.add(millis);
    assertThat(waits.millis())
        .isEqualTo(Map.of(0, 1L, 3, 2L, 60_000, 1L, 60_001, 1L, 3_600_000, 2L));
  }

  /// The kernel's number is unsigned: what an int shows as negative would end the acceptor.
  @Test
  void whatTheKernelCannotTellIsNotCounted() {
    for (int told : new int[] {-1, -4, Integer.MIN_VALUE}) waits.add(Integer.toUnsignedLong(told));
    assertThat(waits.millis()).isEmpty();
  }
}
