package acceptbench.sizing.trial;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.load.arrival.BurstFirst;
import acceptbench.load.arrival.ConstantRateArrivals;
import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// At even distances as many arrive in a pause as one can tell beforehand.
@ExtendWith(NeedsPrivateNetwork.class)
class PauseTrialTest {
  private static final long MILLI = 1_000_000;
  private static final ConstantRateArrivals EACH_MILLISECOND = new ConstantRateArrivals(1_000);

  private static PauseTrial trial(AcceptStrategy strategy, int listeners, int backlog)
      throws IOException {
    return new PauseTrial(strategy, listeners, backlog, 2_000, new BitSet());
  }

  @ParameterizedTest
  @EnumSource(names = {"EPOLL", "NETTY_NIO", "PREFORK"})
  void aPauseOf300MillisecondsAt1000ASecondNeeds299(AcceptStrategy strategy) throws IOException {
    try (PauseTrial trial = trial(strategy, 1, PauseTrial.LARGEST_BACKLOG)) {
      trial.pause(50 * MILLI, EACH_MILLISECOND);
      TriedPause pause = trial.pause(300 * MILLI, EACH_MILLISECOND);
      assertThat(pause.exact()).isTrue();
      // How long it lasts is the machine's matter; how many were meant to arrive in it is not.
      assertThat(pause.backlogNeeded()).isEqualTo(299);
      assertThat(pause.overflows()).isZero();
      assertThat(pause.nanos()).isGreaterThanOrEqualTo(300 * MILLI);
    }
  }

  /// It lets the kernel accept for it, and only the kernel knows when that was.
  @Test
  void whoCannotTellIsLookedAt() throws IOException {
    Requirement.require(AcceptStrategy.NETTY_IO_URING.unavailable());
    try (PauseTrial trial = trial(AcceptStrategy.NETTY_IO_URING, 1, PauseTrial.LARGEST_BACKLOG)) {
      TriedPause pause = trial.pause(100 * MILLI, EACH_MILLISECOND);
      assertThat(pause.exact()).isFalse();
      assertThat(pause.peak()).isBetween(95, 102);
    }
  }

  @Test
  void whatItNeedsIsEnoughAndALittleLessIsNot() throws IOException {
    try (PauseTrial trial = trial(AcceptStrategy.EPOLL, 1, 301)) {
      assertThat(trial.pause(300 * MILLI, EACH_MILLISECOND).overflows()).isZero();
      assertThat(trial.pause(350 * MILLI, EACH_MILLISECOND).overflows()).isPositive();
      assertThat(trial.pause(300 * MILLI, EACH_MILLISECOND).overflows()).isZero();
    }
  }

  @Test
  void aBurstComesBesidesWhatArrives() throws IOException {
    try (PauseTrial trial = trial(AcceptStrategy.EPOLL, 1, PauseTrial.LARGEST_BACKLOG)) {
      TriedPause pause = trial.pause(100 * MILLI, new BurstFirst(150, EACH_MILLISECOND));
      assertThat(pause.peak()).isBetween(248, 252);
    }
  }

  @Test
  void ofSeveralListenersTheDeepestQueueCounts() throws IOException {
    try (PauseTrial trial = trial(AcceptStrategy.REUSEPORT, 3, PauseTrial.LARGEST_BACKLOG)) {
      assertThat(trial.pause(300 * MILLI, EACH_MILLISECOND).peak()).isBetween(100, 200);
    }
  }
}
