package acceptbench.results.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleFunction;

/// Numbers as people read them: three significant digits and a unit that keeps them short.
public final class Figures {
  public static final String NOT_MEASURED = "not measured";

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Figures() {}

  /// A time, given in microseconds: `15.6 µs`, `1.03 ms`, `1.03 s`.
  public static String micros(double micros) {
    if (!Double.isFinite(micros)) {
      return notFinite(micros);
    }
    double size = Math.abs(micros);
    if (size != 0 && size < 0.9995) {
      return significant(micros * 1e3) + " ns";
    }
    if (size < 999.5) {
      return significant(micros) + " µs";
    }
    return size < 999_500 ? significant(micros / 1e3) + " ms" : significant(micros / 1e6) + " s";
  }

  /// A mean of counts: with thousands separated, and a fraction only where there is one.
  public static String count(double count) {
    if (!Double.isFinite(count)) {
      return notFinite(count);
    }
    double tenths = Math.round(count * 10) / 10.0;
    if (count != 0 && Math.abs(count) < 0.05) {
      return significant(count);
    }
    return fixed(tenths, tenths == Math.rint(tenths) ? 0 : 1);
  }

  /// Counts from the least to the most: `129`, or `120 to 129`.
  public static String range(double... counts) {
    return range(Figures::count, counts);
  }

  /// The same of any values.
  public static String range(DoubleFunction<String> format, double... values) {
    String least = format.apply(Arrays.stream(values).min().orElse(Double.NaN));
    String most = format.apply(Arrays.stream(values).max().orElse(Double.NaN));
    return least.equals(most) ? most : least + " to " + most;
  }

  /// A share from 0 to 1 as a percentage; only nothing reads 0 %, and only all reads 100 %.
  public static String percent(double share) {
    if (!Double.isFinite(share)) {
      return notFinite(share);
    }
    if (share > 0 && share < 0.001) {
      return "< 0.1 %";
    }
    if (share < 1 && share > 0.999) {
      return "> 99.9 %";
    }
    double percent = Math.round(share * 1000) / 10.0;
    return fixed(percent, percent == Math.rint(percent) ? 0 : 1) + " %";
  }

  /// An instant to the minute, such as `2026-11-21 22:44 UTC`; the text itself where it is none.
  public static String minute(String instant) {
    try {
      return MINUTE.format(Instant.parse(instant));
    } catch (DateTimeException other) {
      return instant;
    }
  }

  /// Any number with three significant digits.
  public static String significant(double value) {
    if (!Double.isFinite(value)) {
      return notFinite(value);
    }
    double size = Math.abs(value);
    if (size >= 99.95 || size == 0) {
      return fixed(value, 0);
    }
    if (size >= 9.995) {
      return fixed(value, 1);
    }
    return size >= 0.0995 ? fixed(value, 2) : String.format(Locale.ROOT, "%.2g", value);
  }

  /// With thousands separated and that many decimals. A report writes tens of thousands of numbers,
  /// for which `String.format` would take most of its time.
  private static String fixed(double value, int decimals) {
    if (Math.abs(value) > 1e15) {
      return String.format(Locale.ROOT, "%.3g", value);
    }
    long unit = decimals == 0 ? 1 : decimals == 1 ? 10 : 100;
    long scaled = Math.round(Math.abs(value) * unit);
    StringBuilder text = new StringBuilder(Long.toString(scaled / unit));
    for (int comma = text.length() - 3; comma > 0; comma -= 3) {
      text.insert(comma, ',');
    }
    if (decimals > 0) {
      String fraction = Long.toString(scaled % unit);
      text.append('.').append("0".repeat(decimals - fraction.length())).append(fraction);
    }
    return value < 0 && scaled > 0 ? "-" + text : text.toString();
  }

  private static String notFinite(double value) {
    return Double.isNaN(value) ? NOT_MEASURED : value > 0 ? "∞" : "−∞";
  }
}
