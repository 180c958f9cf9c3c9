package acceptbench.launch;

import java.util.List;
import java.util.stream.Collectors;

/// A command line as it can be typed into a POSIX shell.
public final class ShellWords {
  private ShellWords() {}

  /// The words, separated by blanks, those quoted that a shell would read otherwise.
  public static String join(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    if (word.matches("[A-Za-z0-9_@%+=:,./-]+")) return word;
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
