package acceptbench.cli;

import java.util.ArrayList;
import java.util.List;

/// A line as a POSIX shell takes it apart, as far as documents need it: quotes, comments, and what
/// stands between two commands.
final class ShellLine {
  private static final String OPERATORS = "|&;<>()";

  private final String line;
  private final List<List<String>> commands = new ArrayList<>();
  private List<String> words = new ArrayList<>();
  private StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private ShellLine(String line) {
    this.line = line;
  }

  /// The words of each command of a line; what a command is redirected to counts as another one.
  static List<List<String>> commands(String line) {
    ShellLine shell = new ShellLine(line);
    while (shell.at < line.length()) shell.next();
    shell.endCommand();
    return shell.commands;
  }

  private void next() {
    char c = line.charAt(at++);
    if (c == '#' && !inWord) at = line.length();
    else if (Character.isWhitespace(c)) endWord();
    else if (c == '\'' || c == '"') quoted(c);
    else if (c == '\\' && at < line.length()) append(line.charAt(at++));
    else if (OPERATORS.indexOf(c) >= 0) endCommand();
    else append(c);
  }

  private void quoted(char quote) {
    inWord = true;
    int end = line.indexOf(quote, at);
    word.append(line, at, end < 0 ? line.length() : end);
    at = end < 0 ? line.length() : end + 1;
  }

  private void append(char c) {
    inWord = true;
    word.append(c);
  }

  private void endWord() {
    if (inWord) words.add(word.toString());
    inWord = false;
    word = new StringBuilder();
  }

  private void endCommand() {
    endWord();
    if (!words.isEmpty()) commands.add(words);
    words = new ArrayList<>();
  }
}
