package acceptbench.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupsTest {
  /// A cell of a published run: connect p99 in milliseconds of five iterations.
  @Test
  void aRetryOrNoneIsTwoGroups() {
    assertThat(Groups.of(new double[] {42, 50, 51, 54, 1_050}))
        .contains(new Groups(50.5, 4, 1_050, 1));
    assertThat(Groups.of(new double[] {0, 0, 0, 31, 31, 32})).contains(new Groups(0, 3, 31, 3));
  }

  @Test
  void whatVariesIsOneGroup() {
    assertThat(Groups.of(new double[] {42, 50, 51, 54, 60})).isEmpty();
    assertThat(Groups.of(new double[] {10, 20, 40, 80, 160})).isEmpty();
    assertThat(Groups.of(new double[] {5, 5, 5, 5})).isEmpty();
    assertThat(Groups.of(new double[] {0, 0, 0, 0})).isEmpty();
    assertThat(Groups.of(new double[] {1, 1, 1_000})).as("too few to tell").isEmpty();
  }

  @Test
  void oneSkewedHumpIsSeldomTakenForTwo() {
    Random random = new Random(2);
    long two = 0;
    for (int i = 0; i < 2_000; i++) {
      double[] values = new double[8];
      Arrays.setAll(values, _ -> Math.exp(0.5 * random.nextGaussian()));
      Arrays.sort(values);
      if (Groups.of(values).isPresent()) two++;
    }
    assertThat(two).isLessThan(100);
  }
}
