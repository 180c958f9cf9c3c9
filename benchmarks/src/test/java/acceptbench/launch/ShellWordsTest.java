package acceptbench.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordsTest {
  @Test
  void aShellReadsTheSameWords() throws Exception {
    List<String> words =
        List.of("-p", "a=1,2", "", "two words", "it's", "$(exit 3)", "a\\b", "^x\\.y$", "*", "é");
    Process shell =
        new ProcessBuilder("sh", "-c", "printf '%s\\n' " + ShellWords.join(words))
            .redirectErrorStream(true)
            .start();
    String read = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(read.split("\n", -1)).startsWith(words.toArray(String[]::new));
    assertThat(ShellWords.join(List.of("-p", "a=1,2", "Toy"))).isEqualTo("-p a=1,2 Toy");
  }
}
