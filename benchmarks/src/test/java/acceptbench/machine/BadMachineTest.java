package acceptbench.machine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.testing.BadInput;
import acceptbench.testing.InMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a machine says of itself, as none would. A fact that can't be read is told to be unknown.
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadMachineTest {
  @TempDir(factory = InMemory.class)
  private Path root;

  /// Thrown by the tests themselves, so that they know that some input was refused.
  private static final class Unknown extends Exception {
    private static final long serialVersionUID = 1;
  }

  private void feed(String file, Fact fact) throws IOException {
    // /proc/stat is large, and only its beginning is read.
    List<String> lines = Files.readAllLines(Path.of("/").resolve(file));
    feed(file, String.join("\n", lines.subList(0, Math.min(10, lines.size()))) + "\n", fact);
  }

  private void feed(String file, String text, Fact fact) throws IOException {
    Path copy = root.resolve(file);
    Files.createDirectories(copy.getParent());
    byte[] recording = text.getBytes(UTF_8);
    Machine machine = new Machine(root);
    Files.write(copy, recording);
    assertThat(fact.of(machine)).isPositive();
    BadInput.feed(
        content -> {
          Files.write(copy, content);
          long value = fact.of(machine);
          if (value == -1) throw new Unknown();
          assertThat(value).isNotNegative();
        },
        Unknown.class,
        recording);
  }

  private interface Fact {
    long of(Machine machine);
  }

  @Test
  void badMemory() throws IOException {
    feed("proc/meminfo", Machine::memoryBytes);
  }

  @Test
  void badLimits() throws IOException {
    feed("proc/self/limits", Machine::descriptorLimit);
  }

  @Test
  void badOomKills() throws IOException {
    feed("proc/vmstat", "nr_free_pages 5941\noom_kill 7\nunevictable_pgs 0\n", Machine::oomKills);
  }

  @Test
  void badCpuTimes() throws IOException {
    feed(
        "proc/stat",
        machine -> {
          Machine.CpuTimes times = machine.cpuTimes(0);
          assertThat(times.stolen()).isBetween(0L, times.total());
          return times.total() == 0 ? -1 : times.total();
        });
  }

  @Test
  void badCpuNames() throws IOException {
    Path copy = root.resolve("proc/cpuinfo");
    Files.createDirectories(copy.getParent());
    Machine machine = new Machine(root);
    BadInput.feed(
        content -> {
          Files.write(copy, content);
          if (!machine.cpuModel().equals("A CPU")) throw new Unknown();
        },
        Unknown.class,
        "processor\t: 0\nmodel name\t: A CPU\nstepping\t: 1\n".getBytes(UTF_8));
  }
}
