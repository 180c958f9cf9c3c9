package acceptbench.server.strategy.program;

import java.util.List;

/// What a program wrote last, for the one line that says how it failed.
final class CommandOutput {
  private static final int MOST_LINES = 5;
  private static final int LONGEST = 300;

  private CommandOutput() {}

  /// The last of some lines, in words that continue a sentence.
  static String told(String lines) {
    List<String> written =
        lines
            .lines()
            .map(line -> line.replaceAll("\\p{Cntrl}", " ").strip())
            .filter(line -> !line.isEmpty())
            .toList();
    if (written.isEmpty()) return "; it wrote nothing";
    List<String> last = written.subList(Math.max(0, written.size() - MOST_LINES), written.size());
    return "; it wrote last: "
        + String.join(" | ", last.stream().map(CommandOutput::shortened).toList());
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
