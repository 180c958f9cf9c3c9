package acceptbench.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JvmThreadsTest {
  /// In a JVM of its own, as there is no way back.
  @Test
  void areEitherCompilersThatStandBackOrOnTheCpuOfTheOthers() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Subject.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> said = jvm.inputReader(StandardCharsets.UTF_8).lines().toList();
    assertThat(jvm.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(said).hasSize(4);
    assertThat(said.get(0)).matches("[1-9]\\d* compilers");
    assertThat(said.get(1)).as("those that are nice").isEqualTo(said.get(0));
    assertThat(said.get(2)).matches("[1-9]\\d* others");
    assertThat(said.get(3)).as("those on the last CPU that are not nice").isEqualTo(said.get(2));
  }

  static final class Subject {
    private Subject() {}

    public static void main(String[] args) throws Exception {
      BitSet cpus = CpuAffinity.get();
      int lastCpu = cpus.length() - 1;
      BitSet last = new BitSet();
      last.set(lastCpu);
      int compilers = JvmThreads.compilersStandBackOn(cpus);
      int others = JvmThreads.othersTo(last);
      long nice = 0;
      long there = 0;
      try (var threads = Files.list(Path.of("/proc/self/task"))) {
        for (Path thread : threads.toList()) {
          if (nice(thread) == JvmThreads.NICE) nice++;
          else if (mayRunOnlyOn(thread, lastCpu)) there++;
        }
      }
      System.out.println(compilers + " compilers");
      System.out.println(nice + " compilers");
      System.out.println(others + " others");
      System.out.println(there + " others");
    }

    private static boolean mayRunOnlyOn(Path thread, int cpu) throws Exception {
      return Files.readAllLines(thread.resolve("status")).contains("Cpus_allowed_list:\t" + cpu);
    }

    /// Field 19 of proc_pid_stat(5).
    private static int nice(Path thread) throws Exception {
      String stat = Files.readString(thread.resolve("stat"));
      return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
    }
  }
}
