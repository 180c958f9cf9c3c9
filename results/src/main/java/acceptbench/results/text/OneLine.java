package acceptbench.results.text;

import java.util.regex.Pattern;

/// Text from elsewhere, made fit for one line of a message: no line breaks or control characters
/// (which could also steer a terminal), and of limited length.
public final class OneLine {
  private static final int LONGEST = 300;

  private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\s]+");

  private OneLine() {}

  public static String of(String text) {
    return of(text, LONGEST);
  }

  /// @param longest from how many characters on the rest is left out
  static String of(String text, int longest) {
    String line = BREAKS.matcher(text.strip()).replaceAll(" ");
    return line.length() <= longest ? line : line.substring(0, longest) + "…";
  }
}
