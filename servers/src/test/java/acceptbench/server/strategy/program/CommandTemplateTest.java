package acceptbench.server.strategy.program;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.server.parameter.ServerConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTemplateTest {
  private static final ServerConfig CONFIG = idle().with("backlog", 511).with("workers", 3);

  private static List<String> filled(String command) {
    return CommandTemplate.parse(command).filled(8080, CONFIG);
  }

  @Test
  void wordsAreThoseOfAShell() {
    assertThat(filled("java  -jar 'my jar.jar'\t\"a \\\"b\\\" \\c\" x\\ y ''z \"\""))
        .containsExactly("java", "-jar", "my jar.jar", "a \"b\" \\c", "x y", "z", "");
    assertThat(filled("java -cp lib/*:a,b -Dx=~/y '$HOME & `x`' \\$1"))
        .as("without a shell, nothing is expanded")
        .containsExactly("java", "-cp", "lib/*:a,b", "-Dx=~/y", "$HOME & `x`", "$1");
  }

  @Test
  void whatARunKnowsIsFilledInEvenInQuotes() {
    assertThat(filled("run --port={port} '{port},{backlog}' \"-w {workers}\" {} {\"a\":1} {1}"))
        .containsExactly("run", "--port=8080", "8080,511", "-w 3", "{}", "{a:1}", "{1}");
    CommandTemplate template = CommandTemplate.parse("run {workers}");
    assertThat(template.takesPort()).isFalse();
    assertThat(template.takesBacklog()).isFalse();
    assertThat(template.filled(1, CONFIG.with("backlog", "default"))).containsExactly("run", "3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '^',
      value = {
        "run 'a b#command: the quote ' at character 5 is not closed",
        "run \"a b#command: the quote \" at character 5 is not closed",
        "run \"a 'b' \\\"#command: the quote \" at character 5 is not closed",
        "run a\\#command: it ends with a \\ that escapes nothing",
        "run a && b#command: the & at character 7 is for a shell, and none is there; quote it, or"
            + " write sh -c '…'",
        "run > log#command: the > at character 5 is for a shell",
        "run $HOME#command: the $ at character 5 is for a shell",
        "run \"$HOME\"#command: the $ at character 6 is for a shell",
        "~/run#command: the ~ at character 1 is for a shell",
        "run {prot}#command: unknown placeholder {prot}; there are {port}, {backlog}, {workers}",
        "run '{port} {Backlog}'#command: unknown placeholder {Backlog}; there are {port}",
        "^ ^#command: there is no word in it",
      })
  void whatIsWrongIsNamedWithItsPlace(String command, String message) {
    assertThatThrownBy(() -> CommandTemplate.parse(command))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message)
        .extracting(Throwable::getMessage)
        .asString()
        .hasLineCount(1);
  }
}
