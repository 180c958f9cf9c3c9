package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import acceptbench.cli.Program.Running;
import acceptbench.cli.Program.RunningProcess;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

class CommandsIT {
  private static final Pattern ADDRESS =
      Pattern.compile("127\\.0\\.0\\.1:(\\d+), effective backlog 64");

  @TempDir private Path folder;

  @Test
  @ResourceLock(Program.HOSTS_STACK)
  void aServedStrategyGreetsAnyClientUntilItIsEnded() throws Exception {
    Running running = new Program(folder).start("serve", "epoll", "--backlog", "64");
    running.awaitLine(running.out(), "Ctrl-C ends it");
    Matcher address = ADDRESS.matcher(Files.readString(running.out()));
    assertThat(address.find()).isTrue();
    try (Socket client =
        new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(address.group(1)))) {
      byte[] greeting = client.getInputStream().readAllBytes();
      assertThat(new String(greeting, StandardCharsets.US_ASCII)).isEqualTo("HELLO");
    }
    running.awaitLine(running.out(), "accepted 1 [1], served 1");
    List<RunningProcess> all = running.processes();
    running.process().destroy();
    assertThat(running.end().exitCode()).isEqualTo(143);
    assertThat(all).hasSize(3).noneMatch(RunningProcess::isAlive);
  }

  @Test
  void wrongArgumentsOfACommandAreOneLine() throws Exception {
    for (List<String> line :
        List.of(
            List.of("serve", "nosuch"),
            List.of("serve", "epoll", "--backlog", "many"),
            List.of("serve", "epoll", "--workers", "65"),
            List.of("serve"),
            List.of("size", "--rate", "2000"),
            List.of("size", "--rate", "2000", "--pauses", "nosuch"),
            List.of("size", "--rate", "0", "--pause", "200ms"),
            List.of("doctor", "--nosuch"))) {
      End end = new Program(folder).run(line.toArray(String[]::new));
      assertThat(end.err()).as("%s", line).hasSize(1);
      assertThat(end.exitCode()).as("%s", line).isEqualTo(2);
    }
  }

  @Test
  void theDoctorNamesWhatItHasLookedAt() throws Exception {
    End end = new Program(folder).run("doctor");
    assertThat(end.err()).isEmpty();
    assertThat(end.out())
        .anyMatch(line -> line.matches("JDK +ok .*"))
        .anyMatch(line -> line.startsWith("private network"))
        .anyMatch(line -> line.startsWith("descriptors"))
        .anyMatch(line -> line.startsWith("steal"));
    boolean missing = end.out().stream().anyMatch(line -> line.contains("  missing  "));
    assertThat(end.exitCode()).isEqualTo(missing ? 69 : 0);
  }
}
