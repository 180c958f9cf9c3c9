package acceptbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.load.arrival.BurstArrivals;
import acceptbench.load.arrival.LoadPlan;
import acceptbench.load.queue.DepthProbe;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long MILLI = 1_000_000;

  /// A dump of two thousand sockets takes 3 ms, in which twelve connections at 4,000/s are due.
  @Test
  void ghostsAreNotLookedForWhileAConnectionIsAboutToStart() {
    Pace pace = new Pace(DepthProbe.NONE);
    pace.start(new LoadPlan(new BurstArrivals(), 1, MILLI, List.of()), 0);
    long silent = 25 * MILLI;
    assertThat(pace.timeToLook(silent - 10 * MILLI, Long.MAX_VALUE)).isFalse();
    assertThat(pace.timeToLook(silent, silent + MILLI / 4)).isFalse();
    assertThat(pace.timeToLook(silent, silent + 100 * MILLI)).isTrue();
    assertThat(pace.timeToLook(silent, Long.MAX_VALUE)).isTrue();
    pace.looked(silent, 0);
    assertThat(pace.timeToLook(silent + 25 * MILLI, Long.MAX_VALUE)).isFalse();
    assertThat(pace.timeToLook(silent + 40 * MILLI, Long.MAX_VALUE)).isTrue();
    assertThat(pace.silentNanos(silent + 40 * MILLI))
        .as("a look is no event")
        .isEqualTo(65 * MILLI);
    pace.sawEvent(silent + 50 * MILLI);
    assertThat(pace.silentNanos(silent + 60 * MILLI)).isEqualTo(10 * MILLI);
  }
}
