package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.results.text.Figures;
import acceptbench.results.text.Markdown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 µs",
        "0.0421 | 42.1 ns",
        "0.9996 | 1.00 µs",
        "15.64 | 15.6 µs",
        "999.4 | 999 µs",
        "999.6 | 1.00 ms",
        "38912.5 | 38.9 ms",
        "999499 | 999 ms",
        "1030000 | 1.03 s",
        "3600000000 | 3,600 s",
        "NaN | not measured",
      })
  void timesHaveThreeDigitsAndTheUnitThatKeepsThemShort(double micros, String text) {
    assertThat(Figures.micros(micros)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "3721.8 | 3,721.8",
        "1000000 | 1,000,000",
        "1999.96 | 2,000",
        "0.2 | 0.2",
        "0.04 | 0.040",
        "-5 | -5",
        "NaN | not measured",
      })
  void countsHaveAFractionOnlyWhereThereIsOne(double count, String text) {
    assertThat(Figures.count(count)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|0 %", "0.00001|< 0.1 %", "0.085|8.5 %", "0.99999|> 99.9 %", "1|100 %"})
  void onlyNothingReadsZeroAndOnlyAllReadsAHundredPercent(double share, String text) {
    assertThat(Figures.percent(share)).isEqualTo(text);
  }

  @Test
  void markdownShowsTextAsItIs() {
    assertThat(Markdown.escape("a_b |*x*| <b>\n`c` _d_"))
        .isEqualTo("a_b \\|\\*x\\*\\| &lt;b&gt; \\`c\\` \\_d\\_");
  }
}
