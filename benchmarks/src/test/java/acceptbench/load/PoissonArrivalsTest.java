package acceptbench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import acceptbench.load.arrival.PoissonArrivals;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoissonArrivalsTest {
  private static long[] starts(PoissonArrivals arrivals, int count) {
    return IntStream.range(0, count).mapToLong(arrivals::intendedStartNanos).toArray();
  }

  @Test
  void theSameSeedGivesTheSameTimesAndAnotherOneOthers() {
    PoissonArrivals arrivals = new PoissonArrivals(1_000, 7);
    long[] starts = starts(arrivals, 100);
    assertThat(starts(arrivals, 100)).as("run again").isEqualTo(starts);
    assertThat(arrivals.intendedStartNanos(99)).as("asked again").isEqualTo(starts[99]);
    assertThat(arrivals.intendedStartNanos(40)).as("gone back").isEqualTo(starts[40]);
    assertThat(starts(new PoissonArrivals(1_000, 7), 100)).isEqualTo(starts);
    assertThat(starts(new PoissonArrivals(1_000, 8), 100)).isNotEqualTo(starts);
    assertThat(starts).isSorted();
  }

  /// The standard error of the mean distance is 1 % here.
  @Test
  void theyComeAtTheRate() {
    long last = new PoissonArrivals(1_000, 1).intendedStartNanos(9_999);
    assertThat(last / 10_000e6).isCloseTo(1, within(0.05));
  }
}
