package acceptbench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OomKillsTest {
  @TempDir private Path root;

  private void count(String value) throws IOException {
    Files.createDirectories(root.resolve("proc"));
    Files.writeString(root.resolve("proc/vmstat"), "nr_free_pages 12\noom_kill " + value + "\n");
  }

  @Test
  void onlyTheKillsOfTheCellCount() throws IOException {
    count("7");
    OomKills kills = OomKills.from(new Machine(root));
    assertThat(kills.explanation()).isEmpty();
    count("9");
    assertThat(kills.explanation())
        .isEqualTo("; memory ran out meanwhile: oom_kill in /proc/vmstat rose by 2");
  }

  @Test
  void whereTheKernelTellsNoneNothingIsSaid() throws IOException {
    OomKills kills = OomKills.from(new Machine(root));
    assertThat(kills.before()).isEqualTo(-1);
    count("3");
    assertThat(kills.explanation()).isEmpty();
  }
}
