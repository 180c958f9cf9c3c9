package acceptbench.results;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The published pages of questions say what their questions and their verdicts say, also where one
/// of them was changed by hand.
class QuestionPagesTest {
  private static final Path QUESTIONS = Path.of("../benchmarks/questions");
  private static final Path PAGES = Path.of("../results/published/questions");

  /// A variable of a shell, in single quotes; one within them is written `'"'"'`.
  private static final Pattern TEXT =
      Pattern.compile("(?ms)^(title|question|limits)='(.*?)'$(?=\\n[a-z]+=|\\n*\\z)");

  static List<String> asked() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files.map(file -> file.getFileName().toString().replace(".md", "")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("asked")
  void aPageHasItsQuestionsWords(String name) throws IOException {
    String page = page(name);
    List<MatchResult> texts =
        TEXT.matcher(Files.readString(QUESTIONS.resolve(name + ".question"))).results().toList();
    assertThat(texts).hasSize(3);
    for (MatchResult text : texts) assertThat(page).contains(text.group(2).replace("'\"'\"'", "'"));
  }

  @ParameterizedTest
  @MethodSource("asked")
  void aPagesRanksFollowFromItsVerdicts(String name) throws Exception {
    int sections = 0;
    for (String section : page(name).split("(?m)^(?=## )", -1)) {
      if (!section.startsWith("## By ")) continue;
      sections++;
      int ranks = section.indexOf("### Ranks");
      assertThat(ranks).as(section.lines().findFirst().orElseThrow()).isPositive();
      assertThat(section.substring(ranks)).isEqualTo(ranked(section.substring(0, ranks)));
    }
    assertThat(sections).isPositive();
  }

  private static String page(String name) throws IOException {
    return Files.readString(PAGES.resolve(name + ".md"));
  }

  private static String ranked(String verdicts) throws Exception {
    Process awk =
        new ProcessBuilder("awk", "-f", QUESTIONS.resolve("ranks.awk").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream in = awk.getOutputStream()) {
      in.write(verdicts.getBytes(UTF_8));
    }
    String printed = new String(awk.getInputStream().readAllBytes(), UTF_8);
    assertThat(awk.waitFor()).isZero();
    return printed;
  }
}
