package acceptbench.sizing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A length of time, from a nanosecond to an hour, as people write it: `200ms`, `1.5s`, `2min`.
///
/// @param nanos in nanoseconds
public record Span(long nanos) {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) ?(ns|us|µs|ms|s|min|h)");
  private static final long SECOND = 1_000_000_000;
  private static final long HOUR = 3_600 * SECOND;

  public Span {
    if (nanos < 1 || nanos > HOUR)
      throw new IllegalArgumentException(
          "a time has to be from 1 ns to 1 h, and %d ns is not".formatted(nanos));
  }

  /// Reads a number with its unit.
  ///
  /// @throws IllegalArgumentException where it is none, or not from a nanosecond to an hour
  public static Span parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches())
      throw new IllegalArgumentException("'" + text + "' is no time like 200ms, 1.5s or 2min");
    BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit(matcher)));
    if (nanos.compareTo(BigDecimal.ONE) < 0 || nanos.compareTo(BigDecimal.valueOf(HOUR)) > 0)
      throw new IllegalArgumentException("'" + text + "' is not from 1ns to 1h");
    return new Span(nanos.longValue());
  }

  private static long unit(Matcher matcher) {
    return switch (matcher.group(2)) {
      case "ns" -> 1;
      case "us", "µs" -> 1_000;
      case "ms" -> 1_000_000;
      case "s" -> SECOND;
      case "min" -> 60 * SECOND;
      default -> HOUR;
    };
  }

  public double seconds() {
    return (double) nanos / SECOND;
  }

  /// With the largest unit up to the second that leaves a whole number before the point.
  @Override
  public String toString() {
    if (nanos >= SECOND) return number(SECOND) + " s";
    if (nanos >= 1_000_000) return number(1_000_000) + " ms";
    return nanos >= 1_000 ? number(1_000) + " µs" : nanos + " ns";
  }

  private String number(long unit) {
    return BigDecimal.valueOf(nanos)
        .divide(BigDecimal.valueOf(unit), 3, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
