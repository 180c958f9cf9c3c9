package acceptbench.load.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimedActionTest {
  /// A client that comes to it at 130 has a connection to start that was meant for 90 or for 110.
  @ParameterizedTest
  @CsvSource({
    "false, 99, 90, false",
    "false, 130, 90, true",
    "true, 99, 110, false",
    "true, 130, 90, false",
    "true, 130, 100, true",
    "true, 130, 110, true",
    "true, 130, 9223372036854775807, true"
  })
  void oneThatComesAfterConnectionsLetsThoseBeforeItGoFirst(
      boolean afterConnections, long now, long nextStart, boolean due) {
    TimedAction action = new TimedAction(100, afterConnections, () -> {});
    assertThat(action.isDue(now, nextStart)).isEqualTo(due);
  }
}
