package acceptbench.results.text;

import java.util.regex.Pattern;

/// Text from elsewhere, made harmless in Markdown: it shows as it is, on one line.
public final class Markdown {
  private static final Pattern MARKUP = Pattern.compile("[\\\\`*|\\[\\]#~]");

  /// A `_` in the middle of a word is none.
  private static final Pattern EMPHASIS = Pattern.compile("(?<![\\p{Alnum}])_|_(?![\\p{Alnum}])");

  /// Not shortened: a command has to repeat the run with every strategy.
  private static final int LONGEST = 10_000;

  private Markdown() {}

  /// Escapes what Markdown or the HTML in it would take as markup.
  public static String escape(String text) {
    String unmarked = MARKUP.matcher(OneLine.of(text, LONGEST)).replaceAll("\\\\$0");
    String harmless = unmarked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return EMPHASIS.matcher(harmless).replaceAll("\\\\_");
  }
}
