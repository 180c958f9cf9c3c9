package acceptbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
  @ParameterizedTest
  @CsvSource({
    "15.64,us/op,15.6 µs",
    "999.6,us/op,1.00 ms",
    "1031000,us/op,1.03 s",
    "0.5,us/op,500 ns",
    "2.5,ms/op,2.50 ms",
    "12,s/op,12.0 s",
    "NaN,us/op,–",
    "3,ops/s,–",
    "9.997,us/op,10.0 µs"
  })
  void aTimeHasThreeDigitsAndItsUnit(double value, String unit, String shown) {
    assertThat(Progress.latency(value, unit)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"0,0s", "59,59s", "130,2m10s", "3900,1h05m"})
  void durationsAreShort(long seconds, String shown) {
    assertThat(Progress.time(Duration.ofSeconds(seconds))).isEqualTo(shown);
  }

  @Test
  void theRestTakesAsLongACellAsWhatIsDone() {
    assertThat(Progress.left(Duration.ofSeconds(30), 3, 7)).isEqualTo(Duration.ofSeconds(70));
    assertThat(Progress.left(Duration.ofSeconds(30), 0, 7)).isZero();
  }

  @Test
  void aFailedCellSaysWhy() {
    assertThat(new Progress(20, 1, 10).failed(7, 1, "burst x", "3 short", Duration.ofSeconds(5)))
        .isEqualTo("[ 7/20] burst x     FAILED: 3 short  ETA 5s");
    assertThat(new Progress(20, 4, 7).failed(7, 2, "burst x", "3 short", Duration.ofSeconds(5)))
        .isEqualTo("[ 7/20] round 2/4  burst x  FAILED: 3 short  ETA 5s");
  }
}
