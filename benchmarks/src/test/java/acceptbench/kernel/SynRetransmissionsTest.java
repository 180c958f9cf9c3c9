package acceptbench.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SynRetransmissionsTest {
  @Test
  void evenIntervalsComeFirstWhereTheKernelKnowsThem() {
    assertThat(new SynRetransmissions(1000, 4, 7).dueMillis())
        .containsExactly(1000, 2000, 3000, 4000, 5000, 7000, 11_000);
  }

  @Test
  void intervalsDoubleWhereItDoesNot() {
    assertThat(new SynRetransmissions(1000, 0, 4).dueMillis())
        .containsExactly(1000, 3000, 7000, 15_000);
    assertThat(new SynRetransmissions(3000, 0, 3).dueMillis()).containsExactly(3000, 9000, 21_000);
  }

  @Test
  void noIntervalIsLongerThanTwoMinutes() {
    assertThat(new SynRetransmissions(1000, 0, 9).dueMillis()).endsWith(127_000, 247_000, 367_000);
  }
}
