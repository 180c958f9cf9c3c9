package acceptbench.load.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// SYNs and SYN-ACKs that were sent again although nothing had been dropped, on machines so busy
/// that packets waited for a second.
class LateAnswersTest {
  /// At load 33 on 2 CPUs: of 220 answers to SYN-ACKs that came again, 219 stood for a dropped ACK.
  private static final Ledger BUSY = new Ledger(2000, 1597, 403, 0, 0, 0, 700, 700, 0, 0);

  private static KernelTally tally(long drops, long challenges, long synAcks, Ledger ledger) {
    return tally(drops, challenges, synAcks, 0, ledger);
  }

  private static KernelTally tally(
      long drops, long challenges, long synAcks, long strayResets, Ledger ledger) {
    return new KernelTally(
        drops,
        drops,
        challenges,
        ledger.synRetries() + synAcks,
        0,
        strayResets,
        0,
        false,
        false,
        0,
        ledger.ghost(),
        ledger.ghost(),
        0,
        List.of());
  }

  private static Ledger late(long served, long ghosts, long retries, long lateAnswers) {
    return new Ledger(
        served + ghosts,
        served,
        ghosts,
        0,
        0,
        0,
        retries,
        retries,
        0,
        0,
        lateAnswers,
        HalfOpenSyns.NONE);
  }

  /// What both accounts object to, as an iteration of 3 s asks them.
  private static List<String> problems(long listenerDrops, Ledger ledger, KernelTally kernel) {
    long openNanos = 3_000_000_000L;
    boolean tells = ListenerCrossCheck.tells(listenerDrops, ledger, kernel, openNanos);
    LedgerBalance balance = LedgerBalance.of(ledger, kernel, tells);
    List<String> problems = new ArrayList<>(balance.problems());
    problems.addAll(
        ListenerCrossCheck.of(listenerDrops, ledger, balance, kernel, openNanos).problems());
    return problems;
  }

  @Test
  void theListenersDropsTellThatOneAnswerStoodForNoDroppedAck() {
    KernelTally kernel = tally(1322, 220, 220, BUSY);
    assertThat(problems(1322 + 219, BUSY, kernel)).isEmpty();
    assertThat(LedgerBalance.of(BUSY, kernel, true).droppedFinalAcks()).isEqualTo(219);
  }

  @Test
  void anOverflowThatIsMissingInTheLedgerStillFails() {
    // Had 220 been dropped, the listener would have counted 220 twice.
    assertThat(problems(1322 + 220, BUSY, tally(1322, 220, 220, BUSY)))
        .containsExactly(
            "inet_diag says that the listener dropped 1542, but ListenDrops 1322 + dropped final"
                + " ACKs 219 + SYNs sent again to a half-open server 0 + deferred ACKs 0 = 1541:"
                + " off by 1");
    assertThat(problems(1324 + 220, BUSY, tally(1324, 220, 220, BUSY))).isNotEmpty();
  }

  @Test
  void noMoreAnswersStandForNothingThanSynAcksWereSentAgain() {
    assertThat(problems(1322 + 219, BUSY, tally(1322, 220, 0, BUSY)))
        .startsWith(
            "ListenDrops 1322, but SYNs sent again 700 + unanswered 0 + ghosts 403 + dropped final"
                + " ACKs 220 = 1323: off by -1");
  }

  @Test
  void whereTheListenerDoesNotTellOnlyLateAnswersExplainIt() {
    assertThat(problems(-1, BUSY, tally(1322, 220, 220, BUSY))).hasSize(2);
    Ledger late = late(1597, 403, 700, 1);
    assertThat(problems(-1, late, tally(1322, 220, 220, late))).isEmpty();
    assertThat(problems(-1, late, tally(1318, 220, 2, late)))
        .startsWith(
            "ListenDrops 1318, but SYNs sent again 700 + unanswered 0 + ghosts 403 + dropped final"
                + " ACKs 217 to 220 = 1319 to 1323: off by -1");
  }

  /// The kernel kept 23 SYNs waiting for a second that had been answered: each was sent again, met
  /// a half-open connection, and had its SYN-ACK sent again.
  @Test
  void aSynThatWasSentAgainForNothingWasNotDropped() {
    Ledger late = late(277, 23, 23, 23);
    assertThat(problems(23 + 23, late, tally(23, 23, 23, late))).isEmpty();
    assertThat(problems(22 + 22, late, tally(22, 23, 23, late))).isNotEmpty();
    Ledger inTime = late(277, 23, 23, 0);
    assertThat(problems(23 + 23, inTime, tally(23, 23, 23, inTime))).isNotEmpty();
  }

  /// Over a loopback of 350 and 260 kbit/s (tc-tbf), backlog 20 and 400, as measured on Linux 6.18.
  @Test
  void measuredOnALinkThatKeepsEachPacketWaiting() {
    Ledger small = late(187, 113, 7, 35);
    assertThat(problems(322, small, tally(112, 35, 31, 210, small))).isEmpty();
    Ledger large = late(300, 0, 194, 210);
    assertThat(problems(221, large, tally(0, 480, 480, 312, large))).isEmpty();
  }

  @Test
  void aResetThatMetTheListenerIsNoDroppedAck() {
    Ledger served = late(300, 0, 0, 0);
    assertThat(problems(26, served, tally(0, 0, 0, 292, served))).isEmpty();
    assertThat(problems(26, served, tally(0, 0, 0, 25, served))).hasSize(1);
  }
}
