package acceptbench.results.text;

/// Text from elsewhere, made harmless in Markdown: it shows as it is, on one line.
public final class Markdown {
  private Markdown() {}

  /// Escapes what Markdown or the HTML in it would take as markup. A `.` or `_` in the middle of a
  /// word is none.
  public static String escape(String text) {
    return OneLine.of(text)
        .replaceAll("([\\\\`*|\\[\\]#~])", "\\\\$1")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("(?<![\\p{Alnum}])_|_(?![\\p{Alnum}])", "\\\\_");
  }
}
