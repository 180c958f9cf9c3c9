package acceptbench.bench.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningTest {
  @Test
  void escapesAreBytes() {
    assertThat(new String(Opening.parse("GET /\\r\\n\\t\\\\\\x00\\xfF."), ISO_8859_1))
        .isEqualTo("GET /\r\n\t\\\0\u00ff.");
    assertThat(Opening.parse("\\\\n")).asString(ISO_8859_1).isEqualTo("\\n");
    assertThat(Opening.parse("ü")).containsExactly(0xc3, 0xbc);
  }

  @ParameterizedTest
  @CsvSource({"\\q, \\q, 1", "ab\\x4, \\x4, 3", "\\xg0, \\xg0, 1", "abc\\, \\, 4"})
  void whatIsNoneIsRefusedWithItsPlace(String text, String wrong, int place) {
    assertThatThrownBy(() -> Opening.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "send=%s: '%s' at character %d is no escape; there are \\r, \\n, \\t, \\\\ and \\xHH",
            text, wrong, place);
  }

  /// However much of HELLO and the end the client has heard.
  @Test
  void noAckAfterWhatAClientUsuallySaysPassesForACookies() {
    for (int heard = 0; heard <= "HELLO".length() + 1; heard++)
      assertThat(Opening.USUAL.length() - heard).isGreaterThan(3);
  }

  @Test
  void nothingIsRefused() {
    assertThatThrownBy(() -> Opening.parse(""))
        .hasMessageStartingWith("send=: a client that speaks first has to say something");
  }
}
