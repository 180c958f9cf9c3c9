package acceptbench.server.strategy.program;

import java.util.ArrayList;
import java.util.List;

/// Splits a command line into words as a shell does (POSIX.1-2024, Shell Command Language, 2.2),
/// and does nothing else that a shell does: what would ask for more is refused, so that nobody gets
/// a `&&` as an argument.
final class CommandWords {
  private static final String BLANKS = " \t\r\n";
  private static final String SHELLS_OWN = "|&;<>()$`";
  private static final String ESCAPED_IN_QUOTES = "\"\\$`";

  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean begun;
  private int next;

  private CommandWords(String text) {
    this.text = text;
  }

  /// The words of a command line.
  ///
  /// @throws IllegalArgumentException in one line, naming the place of what is wrong
  static List<String> of(String text) {
    return new CommandWords(text).split();
  }

  private List<String> split() {
    while (next < text.length()) {
      char c = text.charAt(next++);
      switch (c) {
        case '\'' -> quoted();
        case '"' -> doublyQuoted();
        case '\\' -> add(escaped());
        default -> plain(c);
      }
    }
    endWord();
    if (words.isEmpty()) throw new IllegalArgumentException("command: there is no word in it");
    return List.copyOf(words);
  }

  private void plain(char c) {
    if (BLANKS.indexOf(c) >= 0) {
      endWord();
      return;
    }
    if (SHELLS_OWN.indexOf(c) >= 0 || (c == '~' && !begun)) throw shells(c);
    add(c);
  }

  private void add(char c) {
    begun = true;
    word.append(c);
  }

  private char escaped() {
    if (next == text.length())
      throw new IllegalArgumentException("command: it ends with a \\ that escapes nothing");
    return text.charAt(next++);
  }

  private void quoted() {
    begun = true;
    int end = text.indexOf('\'', next);
    if (end < 0) throw unbalanced(next);
    word.append(text, next, end);
    next = end + 1;
  }

  private void doublyQuoted() {
    begun = true;
    int start = next;
    while (next < text.length()) {
      char c = text.charAt(next++);
      if (c == '"') return;
      if (c == '$' || c == '`') throw shells(c);
      boolean escapes =
          c == '\\' && next < text.length() && ESCAPED_IN_QUOTES.indexOf(text.charAt(next)) >= 0;
      word.append(escapes ? text.charAt(next++) : c);
    }
    throw unbalanced(start);
  }

  private void endWord() {
    if (begun) words.add(word.toString());
    begun = false;
    word.setLength(0);
  }

  private IllegalArgumentException shells(char c) {
    return new IllegalArgumentException(
        "command: the %s at character %d is for a shell, and none is there; quote it, or write sh -c '…'"
            .formatted(c, next));
  }

  /// @param inside the place after the quote, from 0, which is the quote's own from 1
  private IllegalArgumentException unbalanced(int inside) {
    return new IllegalArgumentException(
        "command: the quote %s at character %d is not closed"
            .formatted(text.charAt(inside - 1), inside));
  }
}
