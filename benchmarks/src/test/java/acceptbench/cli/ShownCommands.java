package acceptbench.cli;

import acceptbench.cli.CodeInMarkdown.Code;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The command lines of the suite that a Markdown document shows: those that begin with `java -jar
/// …benchmarks.jar`, in an environment or through another program too; in the text also what begins
/// with a benchmark's name, a command or a parameter.
final class ShownCommands {
  private static final Pattern JAR = Pattern.compile("(?:.*/)?benchmarks\\.jar");
  private static final Pattern BENCHMARK =
      Pattern.compile("[A-Z][A-Za-z]*Benchmark(\\.[a-z]\\w*)?");

  /// `[JMH options]`, `[NEW…]`: what may be there.
  private static final Pattern OPTIONAL = Pattern.compile("\\[[^\\]]*\\]");

  private static final Pattern MADE_UP = Pattern.compile("<!-- made up: (.*) -->");

  /// What stands for a value that the reader knows, with a value that can be read.
  private static final Map<String, String> PLACEHOLDERS =
      Map.of(
          "HOST:PORT", "127.0.0.1:8080",
          ":PORT", ":8080",
          "PORT", "8080",
          "PID", "4711",
          "N", "1",
          "STRATEGY", "epoll",
          "LAW", "accept-queue");

  /// Nothing can be said of a line with one of these.
  private static final Pattern ANYTHING = Pattern.compile(".*\\b(?:COMMAND|NAME|VALUE)\\b.*");

  private final Set<String> commands;

  /// @param commands names of commands, `report` and the others
  ShownCommands(Set<String> commands) {
    this.commands = commands;
  }

  /// A command line, or what the text mentions of one (`report --csv`), where something may be
  /// missing.
  ///
  /// @param line where it stands, from 1
  /// @param arguments what comes after `benchmarks.jar`, with values in place of placeholders
  /// @param mentioned whether it is not all of a command line
  record Shown(int line, List<String> arguments, boolean mentioned) {}

  List<Shown> in(List<String> markdown) {
    List<Shown> shown = new ArrayList<>();
    Set<String> madeUp = madeUp(markdown);
    for (Code code : CodeInMarkdown.of(markdown)) {
      for (List<String> words : ShellLine.commands(withoutOptional(code.text()))) {
        arguments(words, code.inText())
            .filter(
                arguments -> arguments.stream().noneMatch(word -> ANYTHING.matcher(word).matches()))
            .filter(arguments -> arguments.stream().noneMatch(madeUp::contains))
            .map(arguments -> arguments.stream().map(ShownCommands::filledIn).toList())
            .ifPresent(
                arguments ->
                    shown.add(
                        new Shown(
                            code.line(), arguments, code.inText() && !words.contains("-jar"))));
      }
    }
    return shown;
  }

  /// Names that a document gives to what its reader is to write: `<!-- made up: PairBenchmark -->`.
  private static Set<String> madeUp(List<String> markdown) {
    Set<String> names = new HashSet<>();
    for (String line : markdown) {
      Matcher comment = MADE_UP.matcher(line);
      if (comment.matches()) names.addAll(List.of(comment.group(1).split(" ", -1)));
    }
    return names;
  }

  private static String withoutOptional(String text) {
    return OPTIONAL.matcher(text).replaceAll(" ").replace("…", " ").replace(" ...", " ");
  }

  private Optional<List<String>> arguments(List<String> words, boolean inText) {
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).equals("-jar") && JAR.matcher(words.get(i + 1)).matches())
        return Optional.of(words.subList(i + 2, words.size()));
    }
    boolean more = words.size() > 1;
    boolean benchmark = more && BENCHMARK.matcher(words.getFirst()).matches();
    boolean parameter = more && words.getFirst().equals("-p") && words.get(1).contains("=");
    boolean others = commands.contains(words.getFirst()) || parameter;
    return benchmark || (inText && more && others) ? Optional.of(words) : Optional.empty();
  }

  /// `target=HOST:PORT` as well.
  private static String filledIn(String word) {
    int equals = word.indexOf('=') + 1;
    String value = word.substring(equals);
    return word.substring(0, equals) + PLACEHOLDERS.getOrDefault(value, value);
  }
}
