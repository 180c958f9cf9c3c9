package acceptbench.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// In JVMs of their own: one ends with the process that it follows.
class ParentWatchTest {
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : started) process.destroyForcibly().waitFor();
  }

  @Test
  void aProcessEndsWithTheOneThatItFollows() throws Exception {
    Process followed = start(new ProcessBuilder("sleep", "60"));
    Process follower = start(follower(followed.pid(), "wait"));
    assertThat(follower.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("follows");
    followed.destroyForcibly();
    assertThat(follower.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(follower.exitValue()).isEqualTo(1);
  }

  /// A thread that is still in native code would keep the JVM from exiting for 0.3 s.
  @Test
  void theWatchEndsBeforeTheProcessExits() throws Exception {
    Process followed = start(new ProcessBuilder("sleep", "60"));
    Process follower = start(follower(followed.pid(), "exit"));
    assertThat(follower.inputReader(StandardCharsets.UTF_8).lines())
        .containsExactly("follows", "a watch: true", "a watch: false");
    assertThat(follower.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(follower.exitValue()).isEqualTo(7);
    assertThat(followed.isAlive()).isTrue();
  }

  private Process start(ProcessBuilder builder) throws Exception {
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    started.add(process);
    return process;
  }

  private static ProcessBuilder follower(long followed, String what) {
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        ParentWatch.jvmArgument(followed),
        "-cp",
        System.getProperty("java.class.path"),
        Follower.class.getName(),
        what);
  }

  static final class Follower {
    private Follower() {}

    public static void main(String[] args) throws Exception {
      ParentWatch.start();
      System.out.println("follows");
      if (args[0].equals("wait")) Thread.sleep(TimeUnit.MINUTES.toMillis(1));
      tellOfTheWatch();
      // As an exit does first.
      ParentWatch.end();
      tellOfTheWatch();
      System.exit(7);
    }

    private static void tellOfTheWatch() {
      boolean there =
          Thread.getAllStackTraces().keySet().stream()
              .anyMatch(thread -> thread.getName().equals("parent watch"));
      System.out.println("a watch: " + there);
    }
  }
}
