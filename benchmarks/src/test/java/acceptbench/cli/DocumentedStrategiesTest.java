package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.strategy.AcceptStrategy;
import acceptbench.server.strategy.Trait;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The strategies that documents list by name are those that the catalogue has.
class DocumentedStrategiesTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9_-]+)` \\|");
  private static final Pattern NAME = Pattern.compile("`([a-z0-9_-]+…?)`");

  @Test
  void eachHasARow() throws IOException {
    String strategies = document("strategies.md");
    assertThat(ROW.matcher(strategies).results().map(it -> it.group(1)))
        .containsExactlyInAnyOrderElementsOf(names(strategy -> !strategy.has(Trait.NAMED_BY_USER)));
  }

  @Test
  void thoseThatSayHowLongConnectionsWereQueued() throws IOException {
    assertThat(
            listed(
                document("reading-the-numbers.md"),
                "the strategy has the descriptor to ask:",
                "It is empty elsewhere."))
        .isEqualTo(names(strategy -> strategy.has(Trait.QUEUE_WAITS)));
  }

  @Test
  void thoseThatHaveNoDefaultBacklog() throws IOException {
    assertThat(
            listed(
                document("strategies.md"),
                "`listener.effectiveBacklog` is what\nit came to.",
                "call listen(2) themselves, which has no default"))
        .isEqualTo(names(strategy -> strategy.has(Trait.NO_DEFAULT_BACKLOG)));
  }

  private static String document(String name) throws IOException {
    return Files.readString(Documents.ROOT.resolve("docs").resolve(name));
  }

  private static Set<String> names(Predicate<AcceptStrategy> which) {
    return Arrays.stream(AcceptStrategy.values())
        .filter(which)
        .map(AcceptStrategy::toString)
        .collect(Collectors.toSet());
  }

  /// What a document names between two of its phrases; `shared-…` is all that begin so.
  private static Set<String> listed(String document, String from, String to) {
    int start = document.indexOf(from);
    assertThat(start).as(from).isNotNegative();
    int end = document.indexOf(to, start);
    assertThat(end).as(to).isNotNegative();
    Set<String> listed =
        NAME.matcher(document.substring(start + from.length(), end))
            .results()
            .map(it -> it.group(1))
            .collect(Collectors.toSet());
    assertThat(listed).allSatisfy(name -> assertThat(names(it -> isMeant(it, name))).isNotEmpty());
    return names(strategy -> listed.stream().anyMatch(name -> isMeant(strategy, name)));
  }

  private static boolean isMeant(AcceptStrategy strategy, String name) {
    return name.endsWith("…")
        ? strategy.toString().startsWith(name.substring(0, name.length() - 1))
        : strategy.toString().equals(name);
  }
}
