package acceptbench.results.text;

import java.util.List;
import java.util.stream.Collectors;

/// Lines of CSV (RFC 4180), fit for spreadsheets.
public final class Csv {
  private Csv() {}

  /// A line, with its end.
  public static String line(List<String> values) {
    return fields(values) + "\r\n";
  }

  /// A line, or the beginning of one, without an end.
  public static String fields(List<String> values) {
    return values.stream().map(Csv::quoted).collect(Collectors.joining(","));
  }

  /// A text that a spreadsheet would run as a formula gets an apostrophe, which makes it a text.
  private static String quoted(String value) {
    String text =
        value.matches("(?s)[=+@\t\r].*|-(?![\\d.]+([eE]-?\\d+)?$).*") ? "'" + value : value;
    return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
