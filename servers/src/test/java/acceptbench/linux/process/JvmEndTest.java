package acceptbench.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// In JVMs of their own.
class JvmEndTest {
  @ParameterizedTest
  @ValueSource(strings = {"before", "meanwhile"})
  void anActIsDoneAtTheEndWheneverItIsAskedFor(String when) throws Exception {
    assertThat(linesOf(when)).containsExactly("acted");
  }

  /// Else the two above would pass without being what they say.
  @Test
  void javaItselfTakesNoMoreMeanwhile() throws Exception {
    assertThat(linesOf("by Java"))
        .containsExactly("java.lang.IllegalStateException: Shutdown in progress");
  }

  private static List<String> linesOf(String when) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ending.class.getName(),
                when)
            .redirectErrorStream(true)
            .start();
    try {
      List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isEqualTo(7);
      return lines;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  static final class Ending {
    private static final CountDownLatch begun = new CountDownLatch(1);
    private static final CountDownLatch done = new CountDownLatch(1);

    private Ending() {}

    public static void main(String[] args) throws Exception {
      if (args[0].equals("before")) {
        JvmEnd.act("act", Ending::act);
        System.exit(7);
      }
      // The end waits for what is asked for meanwhile.
      Runtime.getRuntime().addShutdownHook(new Thread(Ending::hold));
      Thread.ofPlatform().start(() -> System.exit(7));
      begun.await();
      if (args[0].equals("by Java")) askJava();
      else JvmEnd.act("act", Ending::act);
      System.out.println("went on");
    }

    private static void hold() {
      begun.countDown();
      try {
        done.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    private static void act() {
      System.out.println("acted");
      done.countDown();
    }

    private static void askJava() throws InterruptedException {
      try {
        Runtime.getRuntime().addShutdownHook(new Thread(Ending::act));
      } catch (IllegalStateException e) {
        System.out.println(e);
        done.countDown();
        Thread.sleep(TimeUnit.MINUTES.toMillis(1));
      }
    }
  }
}
