package acceptbench.load.queue;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.load.LatencyRecorder;
import acceptbench.server.accepts.Accept;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeSpentTest {
  private final HandshakeEnds handshakes = new HandshakeEnds();

  /// One with one SYN, and one with two; one more that nobody answered is in none of the means.
  @Test
  void thePartsAddUpToTheMeanTimeToTheFirstByte() {
    handshake(1, 0, 10, false, 100);
    handshake(2, 0, 1_030, true, 1_300);
    handshakes.add(3, 5, 20);
    TimeSpent spent = spent(new Accept(60, 1, 0), new Accept(70, 3, 0), new Accept(1_100, 2, 0));
    assertThat(spent)
        .isEqualTo(new TimeSpent(1_030 / 2.0, 10 / 2.0, (50 + 70) / 2.0, (40 + 200) / 2.0));
    assertThat(spent.synRetries() + spent.handshake() + spent.queue() + spent.dispatch())
        .isEqualTo((100 + 1_300) / 2.0);
  }

  /// The client saw the answer before it saw the end of the handshake, and the server noted after
  /// its first byte had come.
  @Test
  void whatIsNoticedLateCountsOnce() {
    handshake(1, 0, 500, false, 90);
    assertThat(spent(new Accept(95, 1, 0))).isEqualTo(new TimeSpent(0, 90, 0, 0));
  }

  @Test
  void nothingIsKnownOfNobody() {
    handshakes.add(1, 0, 10);
    assertThat(spent(new Accept(60, 1, 0))).isEqualTo(TimeSpent.UNKNOWN);
  }

  private void handshake(int port, long start, long end, boolean retried, long greeted) {
    int number = handshakes.add(port, start, end);
    handshakes.began(number, start, retried);
    handshakes.greeted(number, greeted);
  }

  private TimeSpent spent(Accept... accepts) {
    return new ExactQueue(
            Join.of(handshakes, List.of(accepts)),
            1,
            LatencyRecorder.durations(),
            LatencyRecorder.durations())
        .spent();
  }
}
