package acceptbench.load.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeakCheckTest {
  @Test
  void aQueueHoldsBacklogPlusOneAndOneMoreForEachFurtherCpu() {
    assertThat(check(100, 0, 0, 1, false, 90).problems()).isEmpty();
    assertThat(check(102, 0, 0, 2, false, 102).problems()).isEmpty();
    assertThat(check(103, 0, 1, 2, false, 102).problems()).isEmpty();
    assertThat(check(103, 0, 0, 2, false, 102).problems())
        .containsExactly(
            "the accept queue held 103 connections (0 fewer at most) by what both ends know, but at"
                + " backlog 100 there is room for 102");
  }

  @Test
  void whereItOverflowedItWasFull() {
    assertThat(check(101, 0, 0, 1, true, 101).problems()).isEmpty();
    assertThat(check(99, 2, 0, 1, true, 101).problems()).isEmpty();
    assertThat(check(99, 1, 0, 1, true, 100).problems())
        .containsExactly(
            "the accept queue held 99 connections (1 more at most) by what both ends know, but it"
                + " overflowed at backlog 100");
  }

  @Test
  void itWasAsDeepAsItWasSeen() {
    assertThat(check(50, 2, 0, 1, false, 52).problems()).isEmpty();
    assertThat(check(50, 2, 0, 1, false, 53).problems())
        .containsExactly(
            "the accept queue held 50 connections (2 more at most) by what both ends know, but"
                + " inet_diag saw 53");
  }

  @Test
  void whatIsNeededIsOneLessThanThePeakAndUnknownAfterAnOverflow() {
    assertThat(check(50, 2, 1, 1, false, 50).needed()).isEqualTo(49);
    assertThat(check(0, 0, 0, 1, false, 0).needed()).as("nobody came").isZero();
    assertThat(check(50, 2, 1, 1, false, 50).neededAtLeast()).isEqualTo(49);
    assertThat(check(103, 0, 3, 1, true, 101).depth()).isEqualTo(101);
    assertThat(check(103, 0, 3, 1, true, 101).needed()).isNaN();
    assertThat(check(103, 0, 3, 1, true, 101).neededAtLeast()).isEqualTo(101);
  }

  private static PeakCheck check(
      int peak, long more, long fewer, int cpus, boolean overflowed, int sampled) {
    return new PeakCheck(peak, more, fewer, 100, cpus, overflowed, sampled);
  }
}
