package acceptbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatencyRecorderTest {
  /// Patience may be an hour, and a client that is behind counts from when it meant to start.
  @Test
  void aLatencyOfTwoHoursIsRecordedAsThat() {
    LatencyRecorder latencies = new LatencyRecorder();
    long nanos = TimeUnit.HOURS.toNanos(2);
    latencies.connected(nanos);
    latencies.served(nanos);
    latencies.lagged(nanos);
    assertThat(latencies.connect().getMaxValue()).isBetween(nanos, nanos + nanos / 1_000);
    assertThat(latencies.firstByte().getMaxValue()).isBetween(nanos, nanos + nanos / 1_000);
    assertThat(latencies.lag().getMaxValue()).isBetween(nanos, nanos + nanos / 1_000);
  }
}
