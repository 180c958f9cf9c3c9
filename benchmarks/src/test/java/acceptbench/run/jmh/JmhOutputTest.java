package acceptbench.run.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.process.ChildWatch;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.OptionsBuilder;

class JmhOutputTest {
  @TempDir private Path folder;
  private JmhOutput output;
  private OutputFormat jmh;

  @BeforeEach
  void open() throws Exception {
    output = JmhOutput.open(new OptionsBuilder().build(), folder.resolve("jmh.log"), false);
    jmh = output.forNextCell(() -> {});
  }

  /// Two threads of JMH write what a fork prints, and what comes over its link.
  @Test
  void aLineIntoWhichAnotherThreadWritesStaysWhole() throws Exception {
    jmh.print("Iteration   1: ");
    Thread link = Thread.ofPlatform().unstarted(() -> jmh.println("<failure>"));
    for (byte b : (ChildWatch.MARK + "server epoll (process 7) was killed\n").getBytes(UTF_8)) {
      jmh.write(b);
      if (b == 'k' && link.getState() == Thread.State.NEW) {
        link.start();
        link.join();
      }
    }
    assertThat(output.killedProcess()).contains("server epoll (process 7) was killed");
    assertThat(output.serversLastOutput()).isEmpty();
  }

  @Test
  void aJvmThatCanNotBeginSaysSoOnStandardOutput() {
    forkPrinted("[0.01s] Failed to start a thread", "");
    assertThat(output.forksError()).contains("[0.01s] Failed to start a thread");
  }

  @Test
  void whyItCanNotIsInTheNextLine() {
    forkPrinted("Error occurred during initialization of VM\nToo small maximum heap\nbye", "");
    assertThat(output.forksError())
        .contains("Error occurred during initialization of VM: Too small maximum heap");
  }

  @Test
  void ofTheCellBeforeNothingIsLeft() {
    forkPrinted("", ChildWatch.MARK + "server epoll was killed");
    output.forNextCell(() -> {});
    assertThat(output.killedProcess()).isEmpty();
    assertThat(output.forksError()).isEmpty();
  }

  /// As JMH's Runner repeats it.
  private void forkPrinted(String out, String err) {
    jmh.println("<forked VM failed with exit code 137>");
    jmh.println("<stdout last='20 lines'>\n" + out + "\n</stdout>");
    jmh.println("<stderr last='20 lines'>\n" + err + "\n</stderr>");
  }
}
