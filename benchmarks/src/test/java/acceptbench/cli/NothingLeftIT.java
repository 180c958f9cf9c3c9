package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import acceptbench.cli.Program.Running;
import acceptbench.cli.Program.RunningProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a run writes is in its folder and, while it runs, in a folder for temporary files that
/// nobody else can enter; where it listens, only this machine can connect.
class NothingLeftIT {
  /// Those that cells change in their own network.
  private static final Path HOSTS_SYSCTLS = Path.of("/proc/sys/net/ipv4");

  @TempDir private Path folder;

  @Test
  void filesAreInTheRunsFolderOrPrivateAndSocketsAreOnLoopback() throws Exception {
    // Deeper than the 107 bytes of path that a Unix socket takes.
    Path temporary = Files.createDirectory(folder.resolve("tmp".repeat(30)));
    Path home = Files.createDirectory(folder.resolve("home"));
    Map<Path, String> before = values(HOSTS_SYSCTLS);
    Running running =
        new Program(folder)
            .with("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary)
            .with("HOME", home.toString())
            .start(
                "BurstBenchmark",
                "-p",
                "strategy=fd-passing,prefork,netty-epoll",
                "-p",
                "backlog=128",
                "-p",
                "burst=100",
                "-p",
                "burstRate=max",
                "-p",
                "stallMillis=1000",
                "-wi",
                "0",
                "-i",
                "1",
                "--results",
                "run");
    int looks = 0;
    while (running.process().isAlive()) {
      for (Path own : list(temporary)) {
        assertThat(own.getFileName().toString()).startsWith("acceptbench-");
        assertThat(permissions(own)).isIn("rwx------", "gone");
      }
      for (RunningProcess process : running.processes()) looks += checkListeners(process);
      Thread.sleep(50);
    }
    assertThat(looks).isPositive();
    End end = running.end();
    assertThat(end.exitCode()).as("%s", end).isZero();

    assertThat(list(temporary)).isEmpty();
    assertThat(list(home)).isEmpty();
    assertThat(list(folder))
        .extracting(path -> path.getFileName().toString())
        .filteredOn(name -> !name.matches("(out|err)\\d+\\.txt"))
        .containsExactlyInAnyOrder("tmp".repeat(30), "home", "run");
    assertThat(values(HOSTS_SYSCTLS)).isEqualTo(before);
  }

  /// The address of each listening socket in the process's network (`0100007F` is 127.0.0.1 in the
  /// kernel's order; of an IPv6 socket, the one mapped, proc_pid_net(5)).
  ///
  /// @return how many there were
  private static int checkListeners(RunningProcess process) {
    int count = 0;
    if (!process.commandLine().contains("ServerMain")) return 0;
    for (String file : List.of("tcp", "tcp6")) {
      try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/net/" + file))) {
        for (String line : lines.skip(1).toList()) {
          String[] columns = line.strip().split(" +", -1);
          if (!columns[3].equals("0A")) continue;
          assertThat(columns[1]).matches("(0000000000000000FFFF0000)?0100007F:[0-9A-F]{4}");
          count++;
        }
      } catch (IOException | UncheckedIOException ended) {
        return count; // between two looks
      }
    }
    return count;
  }

  /// The host's sysctls, each with its value.
  private static Map<Path, String> values(Path sysctls) throws IOException {
    Map<Path, String> values = new TreeMap<>();
    for (Path file : list(sysctls)) {
      if (!file.getFileName().toString().matches("(tcp_sync|tcp_abort|tcp_no_metrics|ip_local).*"))
        continue;
      try (BufferedReader reader = Files.newBufferedReader(file)) {
        values.put(file, String.valueOf(reader.readLine()));
      }
    }
    return values;
  }

  private static String permissions(Path path) throws IOException {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (NoSuchFileException e) {
      return "gone";
    }
  }

  private static List<Path> list(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.toList();
    }
  }
}
