package acceptbench.load.queue;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.load.LatencyRecorder;
import acceptbench.server.accepts.Accept;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DepthStepsTest {
  private static final long LOAD_BEGAN = 1_000_000;
  private static final long MICRO = 1_000;
  private static final long SECOND = 1_000_000_000;

  private final HandshakeEnds handshakes = new HandshakeEnds();
  private final List<Accept> accepts = new ArrayList<>();

  /// One connection: times are after the load's beginning.
  private void queued(long from, long to, int listener) {
    int port = 1 + handshakes.size() % 60_000;
    handshakes.add(port, LOAD_BEGAN + from, LOAD_BEGAN + from);
    accepts.add(new Accept(LOAD_BEGAN + to, port, listener));
  }

  private ExactQueue queue(int listeners) {
    handshakes.loadBegins(LOAD_BEGAN);
    // A load that is run on top of it changes nothing.
    handshakes.loadBegins(LOAD_BEGAN + 5);
    return new ExactQueue(
        Join.of(handshakes, accepts),
        listeners,
        LatencyRecorder.durations(),
        LatencyRecorder.durations());
  }

  @Test
  void eachChangeOfAShortLoadIsThere() {
    queued(10, 40, 0);
    queued(20, 50, 0);
    queued(50, 60, 0); // comes as another goes
    queued(70, 70, 0);
    DepthSteps steps = queue(1).depths().getFirst();
    assertThat(steps.atNanos()).containsExactly(0, 10, 20, 40, 50, 50, 60, 70, 70);
    assertThat(steps.depths()).containsExactly(0, 1, 2, 1, 2, 1, 0, 1, 0);
  }

  @Test
  void eachListenerHasItsOwn() {
    queued(10, 40, 1);
    queued(20, 50, 1);
    ExactQueue queue = queue(3);
    assertThat(queue.depths()).hasSize(3);
    assertThat(queue.depths().get(0).depths()).containsExactly(0);
    assertThat(queue.depths().get(1).depths()).containsExactly(0, 1, 2, 1, 0);
    assertThat(queue.depths().get(2).atNanos()).containsExactly(0);
  }

  /// Many connections, of which a few make the peak, and then nobody for a second: the peak and
  /// that second are there, and each point is true.
  @Test
  void ofALongLoadThePeakIsKeptAndTheSizeIsBounded() {
    Random random = new Random(1);
    long at = 0;
    for (int i = 0; i < 20_000; i++) {
      at += random.nextLong(20 * MICRO);
      queued(at, at + random.nextLong(50 * MICRO), 0);
      if (i == 3_141) for (int more = 0; more < 40; more++) queued(at, at + MICRO, 0);
      if (i == 12_345) at += SECOND;
    }
    accepts.sort(Comparator.comparingLong(Accept::atNanos));
    ExactQueue queue = queue(1);
    DepthSteps steps = queue.depths().getFirst();
    int[] depths = steps.depths();
    long[] times = steps.atNanos();
    assertThat(depths).hasSameSizeAs(times).hasSizeBetween(DepthSteps.ALL / 2, DepthSteps.ALL + 1);
    assertThat(times).isSorted();
    assertThat(queue.peak()).isGreaterThan(40);
    assertThat(IntStream.of(depths).max()).hasValue(queue.peak());
    assertThat(times[times.length - 1]).isEqualTo(accepts.getLast().atNanos() - LOAD_BEGAN);
    assertThat(depths[depths.length - 1]).isZero();
    assertThat(IntStream.range(1, depths.length).filter(i -> times[i] - times[i - 1] > SECOND / 2))
        .singleElement()
        .satisfies(after -> assertThat(depths[after - 1]).isZero());
    for (int i = 1; i < depths.length; i++) checkDepth(times[i], depths[i]);
  }

  /// Counted anew: those that had come by then, and had not gone. Of several changes at that very
  /// time it may be any, and coming is first.
  private void checkDepth(long time, int depth) {
    long at = LOAD_BEGAN + time;
    int before = count(at - 1, at - 1);
    int after = count(at, at);
    assertThat(depth).isBetween(Math.min(before, after), count(at, at - 1));
  }

  private int count(long come, long gone) {
    long in = IntStream.range(0, handshakes.size()).filter(i -> handshakes.end(i) <= come).count();
    long out = accepts.stream().filter(accept -> accept.atNanos() <= gone).count();
    return (int) (in - out);
  }
}
