package acceptbench.load.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConnectionTraceTest {
  @Test
  void aSlotIsUsedAgainAndEachOfItsConnectionsIsKept() {
    ConnectionTrace trace = ConnectionTrace.on(2, 10);
    trace.started(1, 100, 101);
    trace.connected(1, 7, 150);
    trace.served(1, 190);
    trace.started(1, 200, 205);
    trace.sentAgain(1, 3);
    trace.ended(1, Fate.RESET);
    trace.ended(1, Fate.TIMED_OUT);

    assertThat(trace.size()).isEqualTo(2);
    assertThat(trace.intended(0)).isEqualTo(100);
    assertThat(trace.started(0)).isEqualTo(101);
    assertThat(trace.connected(0)).isEqualTo(150);
    assertThat(trace.handshake(0)).isEqualTo(7);
    assertThat(trace.greeted(0)).isEqualTo(190);
    assertThat(trace.syns(0)).isEqualTo(1);
    assertThat(trace.fate(0)).isEqualTo(Fate.SERVED);
    assertThat(trace.started(1)).isEqualTo(205);
    assertThat(trace.connected(1)).isEqualTo(ConnectionTrace.NEVER);
    assertThat(trace.handshake(1)).isNegative();
    assertThat(trace.greeted(1)).isEqualTo(ConnectionTrace.NEVER);
    assertThat(trace.syns(1)).isEqualTo(4);
    assertThat(trace.fate(1)).isEqualTo(Fate.TIMED_OUT);
  }

  /// What is noted of a connection that has no row must not be noted in another's.
  @Test
  void whatComesAfterTheMostIsNotKept() {
    ConnectionTrace trace = ConnectionTrace.on(2, 1);
    trace.started(0, 100, 101);
    trace.started(1, 200, 201);
    trace.connected(1, 0, 250);
    trace.sentAgain(1, 2);
    trace.served(1, 290);
    assertThat(trace.size()).isEqualTo(1);
    assertThat(trace.connected(0)).isEqualTo(ConnectionTrace.NEVER);
    assertThat(trace.syns(0)).isEqualTo(1);
    assertThatThrownBy(() -> trace.fate(0)).hasMessage("connection 0 has not ended");

    trace.reset();
    trace.started(1, 300, 301);
    trace.ended(1, Fate.GHOST);
    assertThat(trace.size()).isEqualTo(1);
    assertThat(trace.fate(0)).isEqualTo(Fate.GHOST);
  }

  @Test
  void oneThatIsOffKeepsNothing() {
    ConnectionTrace trace = ConnectionTrace.off();
    trace.started(5, 100, 101);
    trace.served(5, 190);
    assertThat(trace.isOn()).isFalse();
    assertThat(trace.size()).isZero();
  }
}
