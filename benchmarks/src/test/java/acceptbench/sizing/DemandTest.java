package acceptbench.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemandTest {
  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1_000_001})
  void aRateOutOfRangeIsRefused(double rate) {
    assertThatThrownBy(() -> Demands.of(rate, "1ms", 0.001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--rate ")
        .hasMessageEndingWith("connections per second have to be from 0.001 to 1000000");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, Double.NaN, 1e-10})
  void aRiskOutOfRangeIsRefused(double risk) {
    assertThatThrownBy(() -> Demands.of(1, "1ms", risk))
        .hasMessageContaining("a chance has to be from 1.0E-9 to 0.5");
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    Demands demands = Demands.of(2_000, "200ms", 0.001);
    assertThatThrownBy(() -> demands.every("1s")).hasMessageContaining("--every needs --drain");
    assertThatThrownBy(() -> demands.drain(5_000).every("200ms"))
        .hasMessageContaining("has to begin after this one of 200 ms has ended");
    assertThatThrownBy(() -> demands.drain(0)).hasMessageContaining("--drain 0: ");
    assertThatThrownBy(() -> demands.burst(-1)).hasMessageContaining("--burst -1: ");
    assertThatThrownBy(() -> demands.listeners(0)).hasMessageContaining("--listeners 0: ");
    assertThatThrownBy(() -> Demands.of(1_000, "1001s", 0.001))
        .hasMessageContaining("1001000 connections wait; at most 1000000 can be sized");
  }

  @ParameterizedTest
  @CsvSource({
    "200ms, 200000000, 200 ms",
    "1.5s, 1500000000, 1.5 s",
    "2min, 120000000000, 120 s",
    "1h, 3600000000000, 3600 s",
    "0.25 ms, 250000, 250 µs",
    "7us, 7000, 7 µs",
    "7µs, 7000, 7 µs",
    "12.3456ms, 12345600, 12.346 ms",
    "1ns, 1, 1 ns"
  })
  void aTimeIsReadWithItsUnit(String text, long nanos, String shown) {
    assertThat(Span.parse(text).nanos()).isEqualTo(nanos);
    assertThat(Span.parse(text)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "200", "ms", "-1s", "0s", "0.1ns", "61min", "999999999h", "1e3s", "1 s s"})
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> Span.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "' is ");
  }
}
