package acceptbench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.testing.Await;
import acceptbench.testing.Descriptors;
import acceptbench.testing.Processes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChildProcessTest {
  /// A command at which a process does something when it is started.
  private static ProcessBuilder starting(Runnable act) {
    List<String> command =
        new ArrayList<>(List.of("sleep", "60")) {
          private static final long serialVersionUID = 1;

          @Override
          public Object[] toArray() {
            act.run();
            return super.toArray();
          }

          @Override
          public <T> T[] toArray(T[] array) {
            act.run();
            return super.toArray(array);
          }
        };
    return new ProcessBuilder(command);
  }

  /// Any error whatever: who waits for the process has to learn of it.
  @Test
  void whateverIsThrownWhereItStartsReachesTheCaller() {
    ProcessBuilder broken =
        starting(
            () -> {
              throw new StackOverflowError("no stack");
            });
    assertThatThrownBy(() -> ChildProcess.start(broken))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no stack")
        .hasRootCauseInstanceOf(StackOverflowError.class);
  }

  @Test
  void aProgramThatIsNotThereIsNamedAndLeavesNoDescriptor() throws Exception {
    Descriptors.assertNoneLeft(
        () ->
            assertThatThrownBy(() -> ChildProcess.start(new ProcessBuilder("/no/such/program")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/no/such/program"));
  }

  /// What starts too late is ended: nobody would know of it.
  @Test
  void aProcessThatDoesNotStartInTimeIsNotAwaitedAndNotLeftRunning() throws Exception {
    CountDownLatch late = new CountDownLatch(1);
    ProcessBuilder slow =
        starting(
            () -> {
              try {
                late.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    assertThatThrownBy(() -> ChildProcess.start(slow, Duration.ofMillis(50)))
        .hasMessage("'sleep' did not start within 50 ms");
    Thread parent =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("parent of sleep"))
            .findFirst()
            .orElseThrow();
    late.countDown();
    assertThat(parent.join(Duration.ofSeconds(30))).isTrue();
    Await.until(
        "nothing is left of it",
        () ->
            ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("/sleep"))
                .allMatch(Processes::hasEnded));
  }
}
