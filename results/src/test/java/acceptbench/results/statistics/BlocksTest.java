package acceptbench.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The rank sum test of launches that come from several machines.
class BlocksTest {
  private static final double CLOSE = 1e-12;

  /// All ways to share three values and two values out are tried, one by one.
  @Test
  void itIsTheShareOfAllWaysToShareEachMachinesValuesOut() {
    Random random = new Random(2);
    for (int i = 0; i < 100; i++) {
      double[] small = random.doubles(5).map(v -> Math.rint(3 * v)).toArray();
      double[] large = random.doubles(4).map(v -> 10 + Math.rint(3 * v)).toArray();
      Blocks blocks = new Blocks(List.of(split(small, 0b00011), split(large, 0b0101)));
      assertThat(ExactRankTest.p(blocks)).isCloseTo(counted(small, large), within(CLOSE));
    }
  }

  private static double counted(double[] small, double[] large) {
    double observed = distance(split(small, 0b00011), split(large, 0b0101));
    int ways = 0;
    int asFar = 0;
    for (int one = 0; one < 1 << small.length; one++) {
      if (Integer.bitCount(one) != 2) continue;
      for (int other = 0; other < 1 << large.length; other++) {
        if (Integer.bitCount(other) != 2) continue;
        ways++;
        if (distance(split(small, one), split(large, other)) >= observed - CLOSE) asFar++;
      }
    }
    return (double) asFar / ways;
  }

  /// How far the number of pairs that the first side wins is from what chance gives; a tie is half.
  private static double distance(double[][]... blocks) {
    double wins = 0;
    double mean = 0;
    for (double[][] block : blocks) {
      for (double one : block[0])
        for (double other : block[1]) wins += (Math.signum(one - other) + 1) / 2;
      mean += block[0].length * block[1].length / 2.0;
    }
    return Math.abs(wins - mean);
  }

  private static double[][] split(double[] values, int first) {
    double[] mine = new double[Integer.bitCount(first)];
    double[] theirs = new double[values.length - mine.length];
    int m = 0;
    int t = 0;
    for (int i = 0; i < values.length; i++)
      if ((first >> i & 1) == 1) mine[m++] = values[i];
      else theirs[t++] = values[i];
    return new double[][] {mine, theirs};
  }

  @Test
  void howFastAMachineIsCancelsOut() {
    List<Integer> machines = List.of(1, 1, 1, 2, 2, 2);
    List<Double> better = List.of(10.0, 11.0, 12.0, 100.0, 101.0, 102.0);
    List<Double> worse = List.of(13.0, 14.0, 15.0, 103.0, 104.0, 105.0);
    Blocks blocks = Blocks.of(better, machines, worse, machines);
    assertThat(ExactRankTest.p(blocks)).isCloseTo(2 / 400.0, within(CLOSE));
    assertThat(ExactRankTest.smallestP(blocks)).isCloseTo(2 / 400.0, within(CLOSE));
    assertThat(blocks.balance()).isEqualTo(-18);
    assertThat(Shift.between(blocks).estimate()).isEqualTo(3);
    assertThat(ExactRankTest.p(Blocks.one(array(better), array(worse)))).isGreaterThan(0.1);
  }

  @Test
  void aMachineThatOnlyOneSideWasMeasuredOnSaysNothing() {
    Blocks blocks =
        Blocks.of(
            List.of(10.0, 11.0, Double.NaN),
            List.of(1, 1, 2),
            List.of(10.0, 11.0, 99.0, 98.0),
            List.of(1, 1, 2, 2));
    assertThat(blocks.count()).isEqualTo(1);
    assertThat(ExactRankTest.p(blocks)).isEqualTo(1);
    assertThat(ExactRankTest.p(new Blocks(List.of()))).isEqualTo(1);
  }

  @Test
  void asManyLaunchesAreNeededAsTellOnePairApart() {
    assertThat(ExactRankTest.valuesFor(10, 0.05)).isEqualTo(6);
    // 2 of each on each of four machines: 2 / 6^4 is 0.0015, and 10 times that is less than 0.05.
    assertThat(ExactRankTest.valuesFor(10, 0.05, 4)).isEqualTo(8);
    assertThat(ExactRankTest.valuesFor(1, 0.05, 8)).isEqualTo(8);
  }

  private static double[] array(List<Double> values) {
    return Arrays.stream(values.toArray(Double[]::new)).mapToDouble(Double::doubleValue).toArray();
  }
}
