package acceptbench.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import acceptbench.kernel.ListenerModel.AckFate;
import acceptbench.kernel.ListenerModel.SynFate;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The cases that were measured by hand before the model was written.
final class ListenerModelTest {
  @Test
  void backlogPlusOneConnectAndTheOthersOverflow() {
    ListenerModel listener = model(128, 1, false, "6.18.0");

    long connected = IntStream.range(0, 1000).filter(_ -> listener.connect()).count();

    assertThat(connected).isEqualTo(129);
    assertThat(listener.queued()).isEqualTo(129);
    assertThat(listener.counters()).isEqualTo(Map.of("ListenOverflows", 871L, "ListenDrops", 871L));
  }

  @Test
  void aFullSynQueueTurnsToCookies() {
    ListenerModel listener = model(128, 1, false, "6.18.0");

    IntStream.range(0, 1000).forEach(_ -> listener.syn());

    assertThat(listener.halfOpen()).isEqualTo(129);
    assertThat(listener.counters())
        .isEqualTo(Map.of("TCPReqQFullDoCookies", 871L, "SyncookiesSent", 871L));
  }

  @Test
  void aFullSynQueueDropsWhereCookiesAreOff() {
    ListenerModel listener = model(128, 0, false, "6.18.0");

    IntStream.range(0, 1000).forEach(_ -> listener.syn());

    assertThat(listener.halfOpen()).isEqualTo(129);
    assertThat(listener.counters()).isEqualTo(Map.of("TCPReqQFullDrop", 871L, "ListenDrops", 871L));
  }

  @Test
  void aFinalAckAtAFullAcceptQueueIsIgnoredOrReset() {
    ListenerModel patient = model(5, 1, false, "6.18.0");
    ListenerModel harsh = model(5, 1, true, "6.18.0");

    assertThat(fillBetweenSynAndAck(patient)).isEqualTo(AckFate.IGNORED);
    assertThat(patient.halfOpen()).isEqualTo(1);
    assertThat(fillBetweenSynAndAck(harsh)).isEqualTo(AckFate.RESET);
    assertThat(harsh.halfOpen()).isZero();
    assertThat(harsh.counters()).containsEntry("EmbryonicRsts", 1L);
  }

  @Test
  void aCookiesAckAtAFullAcceptQueueMakesAGhostWhateverAbortOnOverflowSays() {
    ListenerModel listener = model(5, 2, true, "6.18.0");

    assertThat(fillBetweenSynAndAck(listener)).isEqualTo(AckFate.GHOST);
    assertThat(listener.counters())
        .isEqualTo(
            Map.of(
                "TCPReqQFullDoCookies", 7L,
                "SyncookiesSent", 7L,
                "SyncookiesRecv", 7L,
                "ListenOverflows", 1L,
                "ListenDrops", 1L));
  }

  @Test
  void backlogZeroTakesOneConnectionOrNoneWhereItsSynQueueIsFullAtZero() {
    assertThat(model(0, 0, false, "6.18.0").connect()).isTrue();
    assertThat(model(0, 0, false, "6.9.5").connect()).isFalse();
    assertThat(model(0, 1, false, "6.9.5").connect()).isTrue();
  }

  @Test
  void anAcceptMakesRoom() {
    ListenerModel listener = model(0, 1, false, "6.18.0");
    assertThat(listener.connect()).isTrue();
    assertThat(listener.syn()).isEqualTo(SynFate.DROPPED);

    listener.accept();

    assertThat(listener.connect()).isTrue();
  }

  @Test
  void olderKernelsAreNotModelled() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model(5, 1, false, "4.9.337"))
        .withMessageContaining("kernel 4.9.337");
  }

  /// Of the connection whose SYN came before the accept queue was filled and whose ACK comes after.
  private static AckFate fillBetweenSynAndAck(ListenerModel listener) {
    SynFate slow = listener.syn();
    IntStream.range(0, 6).forEach(_ -> assertThat(listener.connect()).isTrue());
    return listener.ack(slow);
  }

  private static ListenerModel model(int backlog, int cookies, boolean abort, String kernel) {
    return new ListenerModel(
        new QueueSettings(backlog, 4096, 4096, cookies, abort, KernelVersion.parse(kernel)));
  }
}
