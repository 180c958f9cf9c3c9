package acceptbench.server.strategy.program;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramServerTest {
  /// A program that does not like its configuration.
  private static final class Picky extends ProgramServer {
    private Path folder = Path.of("/");

    Picky() {
      super("picky", idle().with("backlog", 1));
    }

    @Override
    protected List<String> configure(Path emptyFolder, int port) throws IOException {
      folder = emptyFolder;
      Files.writeString(emptyFolder.resolve("picky.conf"), "port " + port);
      return List.of("sh", "-c", "exit 3");
    }
  }

  @Test
  void aProgramThatDoesNotStartIsNamedAndItsFolderGoes() throws Exception {
    try (Picky picky = new Picky()) {
      assertThatThrownBy(picky::start)
          .isInstanceOf(IOException.class)
          .hasMessage("picky did not start: exit code 3");
      assertThat(picky.folder).doesNotExist();
    }
  }
}
