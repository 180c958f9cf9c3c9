package acceptbench.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrendTest {
  private static final int DRAWS = 2_000;

  /// 5 % of 2,000, and three standard deviations of such a count.
  private static final long AT_MOST = 100 + 30;

  private final Random random = new Random(7);

  @Test
  void allInOrderIsOneOfAllOrders() {
    Trend trend = Trend.of(List.of(new double[] {1, 2, 3}));
    assertThat(trend.s()).isEqualTo(3);
    assertThat(trend.p()).isCloseTo(2 / 6.0, within(1e-12));
    Trend three = Trend.of(List.of(new double[] {9, 5, 1}, new double[] {7, 6, 5}));
    assertThat(three.s()).isEqualTo(-6);
    assertThat(three.p()).isCloseTo(2 / 36.0, within(1e-12));
    assertThat(three.smallestP()).isEqualTo(three.p());
    Trend five = Trend.of(Collections.nCopies(5, new double[] {1, 2, 3}));
    assertThat(five.p()).isCloseTo(0.000257, within(1e-6));
  }

  /// Against all orders of the values, counted one by one; ties and what was not measured included.
  @Test
  void thePIsTheShareOfAllOrders() {
    for (double[] values :
        List.of(
            new double[] {3, 1, 2, 5, 4},
            new double[] {1, 1, 2, 2, 3},
            new double[] {2, 1, 1, 1, 0, 3},
            new double[] {4, Double.NaN, 1, 3})) {
      double[] measured = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
      List<Long> all = new ArrayList<>();
      orders(measured, 0, all);
      long s = Trend.of(List.of(values)).s();
      double share =
          all.stream().filter(other -> Math.abs(other) >= Math.abs(s)).count()
              / (double) all.size();
      assertThat(Trend.of(List.of(values)).p()).isCloseTo(share, within(1e-12));
    }
  }

  private static void orders(double[] values, int fixed, List<Long> all) {
    if (fixed == values.length) all.add(Trend.of(List.of(values.clone())).s());
    for (int i = fixed; i < values.length; i++) {
      swap(values, fixed, i);
      orders(values, fixed + 1, all);
      swap(values, fixed, i);
    }
  }

  private static void swap(double[] values, int one, int other) {
    double value = values[one];
    values[one] = values[other];
    values[other] = value;
  }

  @Test
  void whatCantBeOrderedHasNoTrend() {
    assertThat(Trend.of(List.of()).p()).isEqualTo(1);
    assertThat(Trend.of(List.of(new double[] {3}, new double[] {4})).smallestP()).isEqualTo(1);
    assertThat(Trend.of(List.of(new double[] {3, 3, 3})).p()).isEqualTo(1);
  }

  @Test
  void manyPairsAreApproximatedAndAgree() {
    double[] rising = new double[30];
    for (int i = 0; i < 30; i++) rising[i] = i % 7 + 0.05 * i;
    Trend exact = Trend.of(Collections.nCopies(4, rising));
    Trend approximate = Trend.of(Collections.nCopies(5, rising));
    assertThat(exact.p()).isLessThan(0.2).isGreaterThan(approximate.p());
    assertThat(approximate.p()).isGreaterThan(exact.p() / 10);
  }

  /// Skewed values, counts with many ties, and launches that are far apart.
  @Test
  void withoutATrendOneIn20IsSaidToHaveOneAtMost() {
    int skewed = 0;
    int tied = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      List<double[]> costs = new ArrayList<>();
      List<double[]> counts = new ArrayList<>();
      for (int launch = 0; launch < 5; launch++) {
        double own = Math.exp(random.nextGaussian());
        costs.add(random.doubles(4).map(v -> own / (0.1 + v)).toArray());
        counts.add(random.ints(4, 0, 3).asDoubleStream().toArray());
      }
      if (Trend.of(costs).p() <= 0.05) skewed++;
      if (Trend.of(counts).p() <= 0.05) tied++;
    }
    assertThat(skewed).isBetween(1, (int) AT_MOST);
    assertThat(tied).isBetween(1, (int) AT_MOST);
  }

  /// A JVM that gets 5 % faster with each iteration, where iterations vary by 3 %.
  @Test
  void aSlowWarmUpIsSeen() {
    int seen = 0;
    for (int draw = 0; draw < 200; draw++) {
      List<double[]> launches = new ArrayList<>();
      for (int launch = 0; launch < 5; launch++) {
        double[] values = new double[3];
        for (int i = 0; i < 3; i++)
          values[i] = 200 * Math.pow(0.95, i) * Math.exp(0.03 * random.nextGaussian());
        launches.add(values);
      }
      if (Trend.of(launches).p() <= 0.05) seen++;
    }
    assertThat(seen).isGreaterThan(180);
  }
}
