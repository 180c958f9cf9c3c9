package acceptbench.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CompilerThreadsTest {
  /// In a JVM of its own, as there is no way back.
  @Test
  void leaveTheCpuToTheOthers() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Subject.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jvm.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(said).matches("[1-9]\\d* of them, and \\d+ \\(nice\\) in /proc\\n");
    String[] words = said.split(" ", -1);
    assertThat(words[0]).isEqualTo(words[4]);
  }

  static final class Subject {
    private Subject() {}

    public static void main(String[] args) throws Exception {
      BitSet cpus = CpuAffinity.get();
      int moved = CompilerThreads.standBackOn(cpus);
      long nice = 0;
      try (var threads = Files.list(Path.of("/proc/self/task"))) {
        for (Path thread : threads.toList()) if (nice(thread) == CompilerThreads.NICE) nice++;
      }
      System.out.print(moved + " of them, and " + nice + " (nice) in /proc\n");
    }

    /// Field 19 of proc_pid_stat(5).
    private static int nice(Path thread) throws Exception {
      String stat = Files.readString(thread.resolve("stat"));
      return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
    }
  }
}
