package acceptbench.run.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.process.ChildWatch;
import acceptbench.testing.OwnIo;
import java.nio.file.Files;
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

  /// By the kernel's count: what a fork prints comes byte by byte.
  @Test
  void aLineOfAForkCostsOneCallIntoTheKernel() throws Exception {
    int[] turns = {0};
    OutputFormat counted = output.forNextCell(() -> turns[0]++);
    String line = "x".repeat(99) + "\n";
    OwnIo before = OwnIo.now();
    for (byte b : line.repeat(50).getBytes(UTF_8)) counted.write(b);
    OwnIo used = OwnIo.now().minus(before);
    assertThat(used.calls()).isEqualTo(50);
    assertThat(used.bytes()).isEqualTo(50L * line.length());
    assertThat(turns[0]).isEqualTo(50);
    assertThat(folder.resolve("jmh.log")).content().isEqualTo(line.repeat(50));
  }

  @Test
  void whatJmhSaysItselfIsSeenAtOnceAndAForksLastLineAtTheEndOfItsCell() throws Exception {
    jmh.print("Iteration   1: ");
    assertThat(folder.resolve("jmh.log")).content().isEqualTo("Iteration   1: ");
    for (byte b : "no end".getBytes(UTF_8)) jmh.write(b);
    output.forNextCell(() -> {});
    assertThat(folder.resolve("jmh.log")).content().isEqualTo("Iteration   1: no end");
  }

  @Test
  void aLineWithoutEndIsNotKeptInMemory() throws Exception {
    OwnIo before = OwnIo.now();
    for (int i = 0; i < 1_000_000; i++) jmh.write('x');
    assertThat(OwnIo.now().minus(before).calls()).isBetween(100L, 200L);
    jmh.println("");
    assertThat(folder.resolve("jmh.log").toFile()).hasSize(1_000_001);
  }

  @Test
  void whatAnEarlierPartOfTheRunPrintedStays() throws Exception {
    Path file = Files.writeString(folder.resolve("mine"), "before\n");
    var options = new OptionsBuilder().output(file.toString()).build();
    JmhOutput.open(options, folder.resolve("jmh.log"), true).forNextCell(() -> {}).println("after");
    assertThat(file).content().isEqualTo("before\nafter\n");
    JmhOutput.open(options, folder.resolve("jmh.log"), false).forNextCell(() -> {}).println("new");
    assertThat(file).content().isEqualTo("new\n");
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
  void ofTheCellBeforeNothingIsLeft() throws Exception {
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
