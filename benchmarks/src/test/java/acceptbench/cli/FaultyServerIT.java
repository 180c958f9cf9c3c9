package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import acceptbench.cli.Program.Running;
import acceptbench.cli.Program.RunningProcess;
import acceptbench.cli.fault.Fault;
import acceptbench.cli.fault.FaultyServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs in which server after server goes wrong. Each of these cells fails with the reason and what
/// its server said last, its processes are gone and its sysctls are put back when the next cell
/// begins, and the last cells are measured as if nothing had been.
@Order(1)
class FaultyServerIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<Fault, String> REASONS = reasons();

  private static final String STANDS_STILL =
      ": it stands still, or the machine has too much else to do";

  @TempDir private Path folder;

  private static Map<Fault, String> reasons() {
    Map<Fault, String> reasons = new LinkedHashMap<>();
    reasons.put(Fault.CRASH, "it ended with exit code 3; on stderr the last words before CRASH");
    reasons.put(
        Fault.HANG_AT_START,
        "did not answer start within 30000 ms" + STANDS_STILL + "; on stderr the last");
    reasons.put(
        Fault.HANG_IN_STALL,
        "did not answer stall within 20000 ms" + STANDS_STILL + "; on stderr the last");
    reasons.put(Fault.BE_KILLED, "was killed; it said last: the last words before BE_KILLED");
    reasons.put(Fault.BE_STOPPED, "within 20000 ms" + STANDS_STILL + "; on stderr the last");
    reasons.put(Fault.CLOSE_THE_LISTENER, "the server has closed its listener");
    reasons.put(Fault.PRINT_GARBAGE, "answered resume with '");
    reasons.put(Fault.LEAK_DESCRIPTORS, "the server leaks descriptors");
    reasons.put(Fault.RUN_OUT_OF_DESCRIPTORS, "EMFILE");
    reasons.put(Fault.ANSWER_WRONGLY, "JELLO");
    return reasons;
  }

  /// Three servers hang until a deadline of 20 s or more: each of them in a run of its own, and
  /// these at the same time.
  static Stream<List<Fault>> runs() {
    return Stream.of(
        List.of(Fault.HANG_AT_START, Fault.CRASH, Fault.BE_KILLED),
        List.of(
            Fault.HANG_IN_STALL,
            Fault.CLOSE_THE_LISTENER,
            Fault.PRINT_GARBAGE,
            Fault.RUN_OUT_OF_DESCRIPTORS),
        List.of(Fault.BE_STOPPED, Fault.LEAK_DESCRIPTORS, Fault.ANSWER_WRONGLY));
  }

  @Test
  void noFaultIsForgotten() {
    assertThat(runs().flatMap(List::stream)).containsExactlyInAnyOrder(Fault.values());
    assertThat(REASONS).containsOnlyKeys(Fault.values());
  }

  @ParameterizedTest
  @MethodSource("runs")
  @Execution(ExecutionMode.CONCURRENT)
  void eachFaultFailsItsOwnCellAndTheRunGoesOn(List<Fault> faults) throws Exception {
    List<String> jvms = new ArrayList<>();
    Path jar = FaultyServer.jar(folder);
    for (Fault fault : faults) jvms.add("-javaagent:" + jar + "=" + fault + ":" + folder);
    jvms.add("-Xmx1m");
    jvms.add("default");
    Running running =
        new Program(folder)
            .through("sh", "-c", "ulimit -n 1000; exec \"$@\"", "sh")
            .start(
                "BurstBenchmark|ToyBenchmark",
                "-wi",
                "0",
                "-i",
                "2",
                "-p",
                "strategy=epoll",
                "-p",
                "backlog=64",
                "-p",
                "burst=100",
                "-p",
                "stallMillis=100",
                "-p",
                "patienceMillis=3000",
                "-p",
                "syncookies=0",
                "-p",
                "sleepMillis=1000",
                "-p",
                "serverJvm=" + String.join(",", jvms),
                "-p",
                "burstRate=max",
                "-p",
                "warmConnections=0",
                InOrder.cells(faults.size() + 3),
                "--results",
                "run");
    int faulty = faults.size();
    for (int cell = 1; cell <= faulty; cell++) {
      running.awaitLine(running.out(), "[" + cell + "/");
      assertThat(serverOf(faults.get(cell - 1)).isAlive()).isFalse();
    }
    // The last cell is one that sets no sysctl: it sees what the others left.
    running.awaitLine(folder.resolve("run/cells/%04d-1.json".formatted(faulty + 2)), "]");
    assertThat(syncookiesSeenBy(running)).isEqualTo("1");
    End end = running.end();

    assertThat(end.exitCode()).as("%s", end).isEqualTo(1);
    assertThat(end.out()).contains("2 of " + (faulty + 3) + " cells measured");
    JsonNode failed = environment().at("/cells/failed");
    assertThat(failed).hasSize(faulty + 1);
    for (int i = 0; i < faulty; i++) {
      Fault fault = faults.get(i);
      assertThat(failed.get(i).at("/params/serverJvm").asText()).contains("=" + fault + ":");
      assertThat(failed.get(i).at("/reason").asText())
          .contains(REASONS.get(fault))
          .contains("the last words before " + fault);
    }
    assertThat(failed.get(faulty).at("/reason").asText())
        .contains("did not answer start", "Too small maximum heap");
    assertThat(environment().at("/warnings").toString()).doesNotContain("processes still ran");
  }

  private RunningProcess serverOf(Fault fault) throws IOException {
    return new RunningProcess(
        Long.parseLong(Files.readString(folder.resolve(fault.name()))), fault.name());
  }

  /// In the run's network namespace, which is its driver's.
  private static String syncookiesSeenBy(Running running) throws Exception {
    RunningProcess driver =
        running.processes().stream()
            .filter(process -> process.commandLine().contains("acceptbench.cli.Main"))
            .findFirst()
            .orElseThrow();
    Process cat =
        new ProcessBuilder(
                "nsenter",
                "--preserve-credentials",
                "-t",
                "" + driver.pid(),
                "-n",
                "cat",
                "/proc/sys/net/ipv4/tcp_syncookies")
            .redirectErrorStream(true)
            .start();
    return new String(cat.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private JsonNode environment() throws IOException {
    return JSON.readTree(folder.resolve("run/environment.json").toFile());
  }
}
