package acceptbench.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.testing.Await;
import acceptbench.testing.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SignalsTest {
  @Test
  void stopsContinuesAndKills() throws Exception {
    Process child = new ProcessBuilder("sleep", "60").start();
    Signals.send(child.pid(), Signals.SIGSTOP);
    awaitState(child.pid(), 'T');
    Signals.send(child.pid(), Signals.SIGCONT);
    awaitState(child.pid(), 'S');
    Signals.send(child.pid(), Signals.SIGKILL);
    assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isEqualTo(128 + Signals.SIGKILL);
    assertThatThrownBy(() -> Signals.send(child.pid(), Signals.SIGKILL))
        .hasMessage("kill(%d, 9): ESRCH", child.pid());
  }

  private static void awaitState(long pid, char state) throws Exception {
    Path stat = Path.of("/proc/" + pid + "/stat");
    Await.until(
        "process " + pid + " is in state " + state,
        () -> {
          String text = Files.readString(stat);
          return text.charAt(text.lastIndexOf(')') + 2) == state;
        });
  }

  /// A stopped child can't look after itself; the kernel does.
  @Test
  void aStoppedChildDiesWithItsParent() throws Exception {
    Process parent = java(Parent.class).start();
    long child = Long.parseLong(parent.inputReader().readLine());
    Signals.send(child, Signals.SIGSTOP);
    awaitState(child, 'T');

    Signals.send(parent.pid(), Signals.SIGKILL);

    Processes.awaitEnd(ProcessHandle.of(child).stream().toList());
  }

  private static ProcessBuilder java(Class<?> main) {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()))
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  static final class Parent {
    public static void main(String[] args) throws Exception {
      Process child = java(Child.class).start();
      System.out.println(child.inputReader().readLine());
      child.waitFor();
    }
  }

  static final class Child {
    public static void main(String[] args) throws Exception {
      Signals.onParentDeath(Signals.SIGKILL);
      System.out.println(ProcessHandle.current().pid());
      TimeUnit.SECONDS.sleep(60);
    }
  }
}
