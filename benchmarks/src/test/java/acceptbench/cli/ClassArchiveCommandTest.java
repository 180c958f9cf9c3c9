package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.launch.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveCommandTest {
  @TempDir private Path folder;

  @Test
  void whatHangsIsEndedAndNamed() {
    assertThatThrownBy(() -> run(Duration.ofMillis(50), "sleep 60"))
        .isInstanceOf(UserError.class)
        .hasMessage("class-archive: a script did not end within 0 s");
  }

  @Test
  void whatFailsIsToldByItsLastLine() {
    assertThatThrownBy(() -> run(Duration.ofMinutes(1), "echo why; echo; exit 3"))
        .isInstanceOf(UserError.class)
        .hasMessage("class-archive: a script ended with 3: why");
  }

  private void run(Duration longest, String script) throws Exception {
    ClassArchiveCommand.run("a script", List.of("bash", "-c", script), folder, longest);
  }
}
