package acceptbench.load.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerBalanceTest {
  /// Blocking server, backlog 16, as measured: 292 served, 1,708 ghosts, 1,760 second SYNs, 3,468
  /// overflows.
  private static final Ledger BURST = new Ledger(2000, 292, 1708, 0, 0, 0, 1760, 1760, 0, 0);

  private static KernelTally tally(long overflows, long drops) {
    return tally(overflows, drops, 0, 0, false, false);
  }

  private static KernelTally tally(
      long overflows,
      long drops,
      long challenges,
      long backlogDrops,
      boolean synQueueDrops,
      boolean earlyData) {
    return new KernelTally(
        overflows,
        drops,
        challenges,
        0,
        0,
        0,
        backlogDrops,
        synQueueDrops,
        earlyData,
        0,
        0,
        0,
        0,
        List.of());
  }

  @Test
  void aMeasuredBurstBalances() {
    LedgerBalance balance = LedgerBalance.of(BURST, tally(3468, 3468));
    assertThat(balance.explained()).isEqualTo(3468);
    assertThat(balance.problems()).isEmpty();
  }

  @Test
  void oneOverflowTooManyIsToldWithItsNumber() {
    assertThat(LedgerBalance.of(BURST, tally(3469, 3469)).problems())
        .hasSize(2)
        .last()
        .asString()
        .isEqualTo(
            "ListenOverflows 3469, but SYNs sent again 1760 + unanswered 0 + ghosts 1708"
                + " + dropped final ACKs 0 = 3468: off by 1");
  }

  @Test
  void anAttemptThatEndedNowhereIsTold() {
    Ledger lost = new Ledger(10, 8, 0, 0, 0, 1, 0, 0, 0, 0);
    assertThat(LedgerBalance.of(lost, tally(0, 0)).problems())
        .containsExactly("1 of 10 connections ended nowhere");
  }

  @Test
  void aFinalAckIsCountedForEachTimeThatItWasDropped() {
    Ledger halfAccepted = new Ledger(3, 0, 0, 0, 0, 3, 0, 0, 0, 3);
    KernelTally kernel = tally(6, 6, 3, 0, false, false);
    LedgerBalance balance = LedgerBalance.of(halfAccepted, kernel);
    assertThat(balance.droppedFinalAcks()).isEqualTo(6);
    assertThat(balance.problems()).isEmpty();
  }

  @Test
  void withoutCookiesOnlyTheDropsHaveToMatchForTheSynQueueDropsToo() {
    Ledger retried = new Ledger(5, 5, 0, 0, 0, 0, 5, 5, 0, 0);
    assertThat(LedgerBalance.of(retried, tally(2, 5, 0, 0, true, false)).problems()).isEmpty();
    assertThat(LedgerBalance.of(retried, tally(2, 4, 0, 0, true, false)).problems()).hasSize(1);
  }

  @Test
  void packetsLostBelowTcpMayBeMissingInTheCountersButNotTooMany() {
    Ledger retried = new Ledger(5, 5, 0, 0, 0, 0, 5, 5, 0, 0);
    assertThat(LedgerBalance.of(retried, tally(3, 3, 0, 2, false, false)).problems()).isEmpty();
    assertThat(LedgerBalance.of(retried, tally(6, 6, 0, 2, false, false)).problems()).hasSize(2);
  }

  @Test
  void ofClientsThatSpeakFirstWhatNothingElseExplainsIsEarlyData() {
    Ledger healed = new Ledger(5, 5, 0, 0, 0, 0, 2, 2, 0, 0);
    LedgerBalance balance = LedgerBalance.of(healed, tally(9, 9, 0, 0, false, true));
    assertThat(balance.droppedEarlyData()).isEqualTo(7);
    assertThat(balance.problems()).isEmpty();
    assertThat(LedgerBalance.of(healed, tally(1, 1, 0, 0, false, true)).problems()).hasSize(2);
  }

  /// What follows from a count that is not there is not known to be 0.
  @Test
  void aCounterThatTheKernelLacksIsNamedAndMakesNoZero() {
    KernelTally kernel =
        new KernelTally(
            3468, 3468, 0, 0, 0, 0, 0, false, false, 0, 0, 0, 0, List.of("TCPSYNChallenge"));
    LedgerBalance balance = LedgerBalance.of(BURST, kernel);
    assertThat(balance.problems())
        .containsExactly("this kernel does not count TCPSYNChallenge, which this check needs");
    assertThat(balance.told(balance.droppedFinalAcks())).isNaN();
    assertThat(ListenerCrossCheck.of(3468, BURST, balance, kernel, 8_000_000_000L).givenUp())
        .isNaN();
  }
}
