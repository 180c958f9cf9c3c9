package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.CodeInMarkdown.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Where documents send people, there is something.
class DocumentedPathsTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("#+ (.*)");

  /// The path of a file of source code, or one with folders left out.
  private static final Pattern PATH =
      Pattern.compile("[\\w./…-]+/[\\w.…-]+\\.java|[\\w./-]+/…/[\\w./…-]*");

  @Test
  void eachLinkLeadsSomewhere() throws IOException {
    List<String> wrong = new ArrayList<>();
    int links = 0;
    for (Path document : Documents.all()) {
      List<MatchResult> found = LINK.matcher(Files.readString(document)).results().toList();
      links += found.size();
      for (MatchResult link : found) {
        if (!leadsSomewhere(document, link.group(1), link.group(2)))
          wrong.add(document.normalize() + ": " + link.group());
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(links).isGreaterThan(50);
  }

  private static boolean leadsSomewhere(Path document, String to, String heading)
      throws IOException {
    if (to.startsWith("https://")) return true;
    Path target = to.isEmpty() ? document : document.resolveSibling(to);
    if (!Files.exists(target)) return false;
    return heading == null || headings(target).contains(heading);
  }

  /// As GitHub names them in addresses.
  private static List<String> headings(Path document) throws IOException {
    return Files.readAllLines(document).stream()
        .flatMap(line -> HEADING.matcher(line).results())
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w -]", "").replace(' ', '-'))
        .toList();
  }

  @Test
  void eachFileOfSourceCodeIsWhereItIsSaidToBe() throws IOException {
    String all =
        Documents.files()
            .map(file -> Documents.ROOT.relativize(file) + (Files.isDirectory(file) ? "/" : ""))
            .collect(Collectors.joining("\n/", "/", "\n"));
    List<String> wrong = new ArrayList<>();
    int paths = 0;
    for (Path document : Documents.all()) {
      for (Code code : CodeInMarkdown.of(Files.readAllLines(document))) {
        if (!code.inText() || !PATH.matcher(code.text()).matches()) continue;
        paths++;
        if (!isThere(code.text(), all))
          wrong.add(document.normalize() + ":" + code.line() + ": " + code.text());
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(paths).isGreaterThan(4);
  }

  /// @param path what is left out is any folders, or a part of a name
  /// @param all a line for each file
  private static boolean isThere(String path, String all) {
    String pattern = Pattern.quote(path).replace("…", "\\E.*\\Q");
    return Pattern.compile("/" + pattern + "/?$", Pattern.MULTILINE).matcher(all).find();
  }

  @Test
  void aFileThatIsNotThereIsFound() {
    String all = "/servers/src/main/java/a/server/parameter/ServerConfig.java\n/servers/src/\n";
    assertThat(isThere("servers/…/parameter/ServerConfig.java", all)).isTrue();
    assertThat(isThere("parameter/…Config.java", all)).isTrue();
    assertThat(isThere("servers/…/server/ServerConfig.java", all)).isFalse();
    assertThat(isThere("Config.java", all)).isFalse();
  }
}
