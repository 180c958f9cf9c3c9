package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import acceptbench.cli.Program.Running;
import acceptbench.cli.Program.RunningProcess;
import acceptbench.launch.ExitCode;
import acceptbench.linux.process.Signals;
import acceptbench.testing.Greeter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs of a user's own, measured as a user does it.
class CommandIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// JVMs have to start until then, which takes a busy machine long.
  private static final Duration PATIENCE_FOR_A_CELL = Duration.ofMinutes(3);

  @TempDir private Path folder;

  private Running start(String line, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(line.split(" ", -1)));
    arguments.addAll(List.of(more));
    return new Program(folder).from(Program.JAR).start(arguments.toArray(String[]::new));
  }

  /// Two programs and a strategy of ours in one table, and what a build may make of their figures.
  @Test
  void commandsAreMeasuredBesideEachOtherAndAStrategyOfOurs() throws Exception {
    String one = Greeter.command();
    String other = Greeter.command("a\\,b");
    End end =
        start(
                "BurstBenchmark -wi 0 -i 1 -p strategy=epoll,command -p backlog=64 -p burst=50"
                    + " -p handlerMicros=0 -p warmConnections=50 -p burstRate=2000 --results run"
                    + " --fail-on listener.effectiveBacklog!=64 --fail-on ledger.attempted>=50"
                    + " --fail-on drain.nanosPerConnection>1ms -p",
                "command=" + one + "," + other)
            .end();

    assertThat(end.out()).as("%s", end).contains("3 of 3 cells measured");
    assertThat(end.exitCode()).isEqualTo(ExitCode.SOME_FAILED);
    String comma = Greeter.command("a,b");
    for (String name : List.of("epoll", one, comma))
      assertThat(end.err())
          .contains(
              "acceptbench: fail-on: %s, backlog 64: ledger.attempted is 50 (ledger.attempted>=50)"
                  .formatted(name),
              ("acceptbench: fail-on: %s, backlog 64: drain.nanosPerConnection was not measured, so"
                      + " nobody knows (drain.nanosPerConnection>1ms)")
                  .formatted(name));
    assertThat(end.err()).noneMatch(line -> line.contains("effectiveBacklog"));
    JsonNode cells = new ObjectMapper().readTree(folder.resolve("run/results.json").toFile());
    assertThat(cells).hasSize(3);
    for (JsonNode cell : cells)
      assertThat(cell.at("/secondaryMetrics/ledger.served/score").asDouble()).isEqualTo(50);
    assertThat(Files.readString(folder.resolve("run/report.md")))
        .contains("epoll", "Greeter {port} {backlog} a,b");
  }

  /// Those too that have left their parents, and whoever of ours is killed.
  @ParameterizedTest
  @ValueSource(strings = {"ForkedMain", "ServerMain", "cli.Main", "launch.Launcher"})
  void noneOfItsProcessesOutlivesOneOfOurs(String victim) throws Exception {
    String sleepers = "sleep 600 & (setsid sleep 601 &) ;";
    Running running =
        start(
            "BurstBenchmark -wi 0 -i 20 -p strategy=command -p backlog=64 -p burst=20"
                + " -p stallMillis=500 -p warmConnections=0 -p burstRate=max --results run -p",
            "command=" + Greeter.commandAfter(sleepers));
    List<RunningProcess> all = awaitProgram(running);

    Signals.send(named(all, victim).pid(), Signals.SIGKILL);

    assertThat(running.end().exitCode()).isNotZero();
    long start = System.nanoTime();
    while (all.stream().anyMatch(RunningProcess::isAlive)) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) break;
      Thread.sleep(10);
    }
    assertThat(all).noneMatch(RunningProcess::isAlive);
  }

  /// All processes, when the program has started what it starts and is itself.
  private static List<RunningProcess> awaitProgram(Running running) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_FOR_A_CELL.toNanos();
    while (true) {
      List<RunningProcess> all = running.processes();
      long sleepers = all.stream().filter(it -> it.commandLine().startsWith("sleep 60")).count();
      boolean greets = all.stream().anyMatch(it -> it.commandLine().matches(".*/java .*Greeter.*"));
      if (sleepers == 2 && greets) return all;
      assertThat(running.process().isAlive()).isTrue();
      assertThat(System.nanoTime()).as("the program starts").isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  private static RunningProcess named(List<RunningProcess> all, String mainClass) {
    return all.stream()
        .filter(process -> process.commandLine().contains(mainClass))
        .findFirst()
        .orElseThrow();
  }
}
