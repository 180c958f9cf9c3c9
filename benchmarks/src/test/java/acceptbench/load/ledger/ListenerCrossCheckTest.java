package acceptbench.load.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Backlog 20 and a full queue, 15 final ACKs ignored: 3 times each, and once more of the 10 that
/// the server kept longer than 7 s. 55 packets, each of which counts twice at the listener.
class ListenerCrossCheckTest {
  private static final Ledger LEDGER = new Ledger(36, 31, 5, 0, 0, 0, 0, 0, 0, 0);
  private static final long DROPS = 55;
  private static final long BEFORE = TimeUnit.SECONDS.toNanos(6);
  private static final long AFTER = TimeUnit.SECONDS.toNanos(8);

  private static ListenerCrossCheck check(
      long listenerDrops, long cookiesHeard, boolean earlyData, long openNanos) {
    KernelTally kernel =
        new KernelTally(
            DROPS,
            DROPS,
            50,
            50,
            0,
            0,
            0,
            false,
            earlyData,
            0,
            cookiesHeard,
            cookiesHeard,
            0,
            List.of());
    LedgerBalance balance = LedgerBalance.of(LEDGER, kernel);
    assertThat(balance.problems()).isEmpty();
    return ListenerCrossCheck.of(listenerDrops, LEDGER, balance, kernel, openNanos);
  }

  @Test
  void whereNoCookieCameBackAllGhostsWereGivenUp() {
    assertThat(check(2 * DROPS, 0, false, AFTER)).isEqualTo(new ListenerCrossCheck(5, List.of()));
    assertThat(check(2 * DROPS - 1, 0, false, AFTER).problems())
        .containsExactly(
            "inet_diag says that the listener dropped 109, but ListenDrops 55 + dropped final ACKs"
                + " 50 + SYNs sent again to a half-open server 0 + deferred ACKs 0 + given up 5 ="
                + " 110: off by -1");
  }

  @Test
  void theListenersDropsTellThemFromGhostsOfCookies() {
    assertThat(check(2 * DROPS - 3, 4, false, AFTER).givenUp()).isEqualTo(2);
    assertThat(check(2 * DROPS - 5, 5, false, AFTER).givenUp()).isEqualTo(0);
    assertThat(check(2 * DROPS + 1, 4, false, AFTER).problems()).hasSize(1);
    assertThat(check(2 * DROPS - 5, 4, false, AFTER).problems()).hasSize(1);
  }

  @Test
  void noneIsGivenUpBefore7Seconds() {
    assertThat(check(2 * DROPS - 5, 5, false, BEFORE).givenUp()).isEqualTo(0);
    assertThat(check(2 * DROPS - 4, 5, false, BEFORE).problems()).hasSize(1);
  }

  @Test
  void whatCanNotBeToldApartIsNotANumber() {
    assertThat(check(2 * DROPS - 2, 5, true, AFTER).givenUp()).isNaN();
    assertThat(check(-1, 5, false, AFTER).givenUp()).isNaN();
    assertThat(check(-1, 5, false, BEFORE).givenUp()).isEqualTo(0);
  }
}
