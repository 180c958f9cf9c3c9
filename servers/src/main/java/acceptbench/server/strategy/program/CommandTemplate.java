package acceptbench.server.strategy.program;

import acceptbench.server.parameter.ServerConfig;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A command line as a user writes it, with places for what only a run knows: `{port}`, `{backlog}`
/// and `{workers}`, in quotes too.
///
/// @param words as [CommandWords] has them
public record CommandTemplate(List<String> words) {
  private static final String PORT = "{port}";
  private static final String BACKLOG = "{backlog}";
  private static final String WORKERS = "{workers}";
  private static final List<String> KNOWN = List.of(PORT, BACKLOG, WORKERS);

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[A-Za-z]\\w*}");

  public CommandTemplate {
    words = List.copyOf(words);
  }

  /// Reads a command line.
  ///
  /// @throws IllegalArgumentException in one line, where a quote is not closed, a placeholder is
  ///     unknown, or it takes a shell
  public static CommandTemplate parse(String text) {
    List<String> words = CommandWords.of(text);
    for (String word : words) {
      Matcher placeholder = PLACEHOLDER.matcher(word);
      while (placeholder.find())
        if (!KNOWN.contains(placeholder.group()))
          throw new IllegalArgumentException(
              "command: unknown placeholder %s; there are %s"
                  .formatted(placeholder.group(), String.join(", ", KNOWN)));
    }
    return new CommandTemplate(words);
  }

  /// Whether the program is told where to listen.
  public boolean takesPort() {
    return takes(PORT);
  }

  /// Whether the program is told its backlog; otherwise it has one of its own.
  public boolean takesBacklog() {
    return takes(BACKLOG);
  }

  private boolean takes(String placeholder) {
    return words.stream().anyMatch(word -> word.contains(placeholder));
  }

  /// What is to be run, a path or a name to be looked for on the PATH.
  String program() {
    return words.getFirst();
  }

  /// The words with all that they have places for.
  List<String> filled(int port, ServerConfig config) {
    String backlog = takesBacklog() ? String.valueOf(config.backlog().asked()) : "";
    return words.stream()
        .map(
            word ->
                word.replace(PORT, String.valueOf(port))
                    .replace(BACKLOG, backlog)
                    .replace(WORKERS, String.valueOf(config.workers())))
        .toList();
  }
}
