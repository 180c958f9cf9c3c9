package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import acceptbench.cli.Program.Running;
import acceptbench.cli.Program.RunningProcess;
import acceptbench.linux.process.Signals;
import acceptbench.testing.ForbiddenCall;
import acceptbench.testing.Requirement;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Machines that lack something, or take it away while a run is under way: a clear line, and never
/// a wrong number.
@Order(1)
class MachineFaultIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Nobody else: the limit is on all threads of a user, also those of another run of this test.
  private static final int USER = 20_000 + (int) (ProcessHandle.current().pid() % 40_000);

  private static final int STOPPED_MILLIS = 1_500;

  @TempDir private Path folder;

  /// The program with mounts of its own.
  ///
  /// @param script mounts something, and runs `"$@"`
  private Program withMounts(String script) throws Exception {
    return new Program(folder).through(OwnNamespace.MOUNT.command(script));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aFullDiskEndsTheRunAndWhatWasMeasuredIsKept() throws Exception {
    Files.createDirectory(folder.resolve("run"));
    End end =
        withMounts(
                "mount -t tmpfs -o size=48k none run; \"$@\"; code=$?; cp -a run saved; exit $code")
            .run("Toy", "-p", "backlog=" + upTo(12), "--results", "run");
    assertThat(end.exitCode()).as("%s", end).isEqualTo(1);
    assertThat(end.err())
        .hasSize(1)
        .first()
        .asString()
        .contains("the run ends because of a file: run/", "No space left on device");
    long said =
        end.out().stream().filter(line -> line.matches("\\[ ?\\d+/12] .*connect.*")).count();
    // results.json is written again when the cells have doubled; what counts is each cell's file.
    int kept = cellFiles("saved");
    assertThat(results("saved")).hasSizeLessThanOrEqualTo(kept);
    assertThat(said).isPositive();
    assertThat((long) kept).isBetween(said, said + 1);

    // With room again, it goes on with what is missing.
    Files.move(folder.resolve("run"), folder.resolve("empty"));
    End resumed = new Program(folder).run("--resume", "saved");
    assertThat(resumed.exitCode()).as("%s", resumed).isZero();
    assertThat(resumed.out())
        .filteredOn(line -> line.matches("\\[ ?\\d+/12] .*"))
        .hasSizeBetween(12 - kept - 1, 12 - kept);
    assertThat(results("saved")).hasSize(12);
  }

  private int cellFiles(String run) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(run).resolve("cells"))) {
      return (int) files.filter(file -> file.toString().endsWith(".json")).count();
    }
  }

  private static String upTo(int last) {
    StringBuilder numbers = new StringBuilder("1");
    for (int i = 2; i <= last; i++) numbers.append(',').append(i);
    return numbers.toString();
  }

  /// Java itself finds its libraries by /proc, unless it is told where they are.
  @Test
  void withoutProcNothingIsMeasured() throws Exception {
    Path java = Path.of(System.getProperty("java.home"));
    End end =
        withMounts("mount -t tmpfs none /proc && exec \"$@\"")
            .startedBy(java.resolve("bin/java"))
            .with("LD_LIBRARY_PATH", java.resolve("lib") + ":" + java.resolve("lib/server"))
            .run("Toy", "--results", "run");
    assertThat(end.exitCode()).as("%s", end).isEqualTo(69);
    assertThat(end.err()).hasSize(1).first().asString().contains("/proc is not mounted");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void whereSysctlsCanNotBeSetTheCellsThatNeedItFail() throws Exception {
    End end =
        withMounts(
                "mount --bind /proc/sys /proc/sys && mount -o remount,ro,bind /proc/sys"
                    + " && exec \"$@\"")
            .run(burst("-p", "strategy=epoll", "-p", "burst=50", "-p", "syncookies=1,0"));
    assertThat(end.exitCode()).as("%s", end).isEqualTo(1);
    assertThat(end.err())
        .hasSize(1)
        .first()
        .asString()
        .contains("/proc/sys is read-only or hidden");
    assertThat(end.out())
        .anyMatch(
            line ->
                line.contains("FAILED")
                    && line.contains("sysctl net.ipv4.tcp_syncookies can't be set to 0"))
        .contains("1 of 2 cells measured");
  }

  @Test
  void whereSysctlsCanNotBeReadNoCellIsMeasured() throws Exception {
    End end =
        withMounts("mount -t tmpfs none /proc/sys && exec \"$@\"")
            .run(burst("-p", "strategy=epoll", "-p", "burst=50"));
    assertThat(end.exitCode()).as("%s", end).isEqualTo(1);
    assertThat(end.err())
        .hasSize(1)
        .first()
        .asString()
        .contains("/proc/sys is read-only or hidden");
    assertThat(end.out())
        .anyMatch(line -> line.contains("FAILED") && line.contains("no sysctl net.ipv4"))
        .contains("0 of 1 cells measured");
  }

  /// Threads run out at the driver, at the fork, at the server, or at its workers: what is measured
  /// is whole, and the rest has a reason.
  @ParameterizedTest
  @ValueSource(ints = {31, 33, 51, 57, 90})
  void whereThreadsRunOutCellsFailAndSayWhy(int limit) throws Exception {
    Requirement.require(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
        "only root can become somebody else, and no limit holds root");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path jar = Files.copy(Program.JAR, folder.resolve("benchmarks.jar"));
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
    Running running =
        new Program(folder)
            .through("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups")
            .through("prlimit", "--nproc=" + limit)
            .from(jar)
            .start(burst("-p", "burst=50", "-p", "strategy=epoll,fd-passing"));
    End end = running.end();
    assertThat(end.err()).noneMatch(line -> line.startsWith("\tat acceptbench."));
    // A JVM that can't start itself prints a stack trace of its own.
    if (end.err().stream().noneMatch(line -> line.startsWith("Error")))
      assertThat(end.err()).noneMatch(line -> line.startsWith("\tat "));
    List<String> cells = end.out().stream().filter(line -> line.matches("\\[./2] .*")).toList();
    List<String> failed = cells.stream().filter(line -> line.contains("FAILED: ")).toList();
    int measured = cells.size() - failed.size();
    if (end.out().stream().noneMatch(line -> line.startsWith("acceptbench ")))
      assertThat(end.exitCode()).as("%s", end).isIn(1, 69);
    else assertThat(cells).as("%s", end).hasSize(2);
    assertThat(failed).allMatch(line -> line.matches(".*([Tt]hread|temporarily unavailable).*"));
    if (!failed.isEmpty()) assertThat(end.exitCode()).as("%s", end).isEqualTo(1);
    if (measured > 0) assertThat(results("run")).hasSize(measured);
    awaitNoneOf(USER);
  }

  /// Each has a heap in which it can't do its work.
  @ParameterizedTest
  @CsvSource({
    "server, -p serverJvm=-Xmx2m, ended with exit code 3.*OutOfMemoryError: Java heap space",
    "server, -p serverJvm=-Xmx1m, initialization of VM Too small maximum heap",
    "client, -jvmArgsAppend -Xms2m -jvmArgsAppend -Xmx3m, due to java.lang.OutOfMemoryError: Java"
        + " heap",
    "client, -jvmArgsAppend -Xmx1m, initialization of VM: .*heap size"
  })
  @Execution(ExecutionMode.CONCURRENT)
  void whereMemoryRunsOutTheCellFailsAndSaysSo(String process, String options, String reason)
      throws Exception {
    String line = "-p strategy=epoll -p burst=50 " + options;
    End end = new Program(folder).run(burst(line.split(" ", -1)));
    assertThat(end.exitCode()).as("%s with %s: %s", process, options, end).isEqualTo(1);
    assertThat(end.err()).allMatch(said -> said.startsWith("acceptbench: note: -jvmArgsAppend"));
    assertThat(end.out())
        .anyMatch(said -> said.matches("\\[1/1] .*FAILED: .*" + reason + ".*"))
        .contains("0 of 1 cells measured");
    assertThat(results("run")).isEmpty();
  }

  /// A zombie, for init to reap, is nobody's any more.
  private static void awaitNoneOf(int user) throws Exception {
    long start = System.nanoTime();
    while (processesOf(user) > 0) {
      if (System.nanoTime() - start > 15_000_000_000L)
        throw new AssertionError(processesOf(user) + " processes are left");
      Thread.sleep(20);
    }
  }

  private static long processesOf(int user) throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .filter(process -> isOf(user, process))
          .count();
    }
  }

  private static boolean isOf(int user, Path process) {
    try {
      return Files.getAttribute(process, "unix:uid").equals(user);
    } catch (IOException ended) {
      return false;
    }
  }

  @Test
  @ResourceLock(Program.HOSTS_STACK)
  void whereNoMoreNamespacesCanBeMadeTheHostsStackIsMeasured() throws Exception {
    String none = "echo 0 >/proc/sys/user/max_net_namespaces && exec \"$@\"";
    Program program =
        new Program(folder).through("unshare", "--user", "--map-root-user", "sh", "-c", none, "sh");
    End end = program.run("Toy", "-p", "backlog=5", "--results", "run");
    Requirement.require(
        end.err().stream().noneMatch(line -> line.startsWith("unshare: ")), "no user namespaces");
    hostsStackWasMeasured(end, "No space left on device");
  }

  @Test
  @ResourceLock(Program.HOSTS_STACK)
  void whereSeccompForbidsNamespacesTheHostsStackIsMeasured() throws Exception {
    End end =
        ForbiddenCall.UNSHARE.in(
            () -> new Program(folder).run("Toy", "-p", "backlog=5", "--results", "run"));
    hostsStackWasMeasured(end, "Operation not permitted");
  }

  private void hostsStackWasMeasured(End end, String reason) throws IOException {
    assertThat(end.exitCode()).as("%s", end).isZero();
    assertThat(end.err())
        .anyMatch(line -> line.contains("no private network (unshare") && line.contains(reason));
    assertThat(environment().at("/network").asText()).isEqualTo("host");
    assertThat(environment().at("/warnings").toString()).contains("no private network", reason);
  }

  @Test
  void tooFewDescriptorsAreToldBeforeAnythingIsStarted() throws Exception {
    End end =
        new Program(folder)
            .through("sh", "-c", "ulimit -n 300; exec \"$@\"", "sh")
            .run(burst("-p", "strategy=epoll", "-p", "burst=2000"));
    assertThat(end.exitCode()).as("%s", end).isEqualTo(2);
    assertThat(end.err())
        .hasSize(1)
        .first()
        .asString()
        .contains("needs 2200 file descriptors", "the limit is 300");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  /// The client's process is stopped for a second and a half in the middle of an iteration: its
  /// latencies then are not the server's, and say so.
  @ParameterizedTest
  @CsvSource({
    "RateBenchmark,-p loadMillis=3500 -p rate=500",
    "BurstBenchmark,-p stallMillis=3500 -p burst=500 -p burstRate=max"
  })
  @Execution(ExecutionMode.CONCURRENT)
  void aClientThatWasKeptFromRunningSaysSo(String benchmark, String options) throws Exception {
    String line =
        benchmark
            + " -p strategy=epoll -p backlog=1024 -p handlerMicros=0 -p warmConnections=0 -wi 0 -i"
            + " 1 --results run "
            + options;
    Running running = new Program(folder).start(line.split(" ", -1));
    running.awaitLine(running.out(), "results  run");
    long fork = awaitLoad(running);
    Signals.send(fork, Signals.SIGSTOP);
    Thread.sleep(STOPPED_MILLIS); // this is how long it is stopped, not a wait for something
    Signals.send(fork, Signals.SIGCONT);
    End end = running.end();

    assertThat(end.exitCode()).as("%s", end).isZero();
    JsonNode metrics = results("run").get(0).at("/secondaryMetrics");
    if (benchmark.startsWith("Rate")) {
      // It had a schedule, and was measured again.
      assertThat(end.out()).anyMatch(said -> said.startsWith("  again: round 1, rate epoll"));
      assertThat(environment().at("/repeatedLaunches").asInt()).isPositive();
      // On a busy machine the other launch may have been kept from running too.
      assertThat(metrics.at("/client.pause/score").asDouble()).isLessThan(STOPPED_MILLIS * 1e3);
      return;
    }
    assertThat(environment().at("/warnings").toString())
        .containsPattern("the client was kept from running for [1-9]");
    assertThat(folder.resolve("run/report.md")).content().contains("kept from running");
    assertThat(metrics.at("/client.pause/score").asDouble()).isGreaterThan(1_000_000);
  }

  /// Waits until the fork has opened connections, by the counters of its network namespace.
  private static long awaitLoad(Running running) throws Exception {
    while (running.process().isAlive()) {
      for (RunningProcess process : running.processes()) {
        if (!process.commandLine().contains("ForkedMain")) continue;
        while (process.isAlive() && activeOpens(process.pid()) <= 150) Thread.sleep(5);
        if (process.isAlive()) return process.pid();
      }
      Thread.sleep(20);
    }
    throw new IllegalStateException("ended before there was any load: " + running.end());
  }

  /// `Tcp: ActiveOpens` is the fifth number (proc_pid_net(5)).
  private static long activeOpens(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/net/snmp"))) {
      List<String> tcp = lines.filter(line -> line.startsWith("Tcp: ")).toList();
      return Long.parseLong(tcp.get(1).split(" ", -1)[5]);
    } catch (IOException | RuntimeException notYet) {
      return 0;
    }
  }

  private static String[] burst(String... more) {
    String line =
        "BurstBenchmark -p backlog=2048 -p burstRate=max -p warmConnections=0 -wi 0 -i 1"
            + " --results run";
    return Stream.concat(Stream.of(line.split(" ", -1)), Stream.of(more)).toArray(String[]::new);
  }

  private JsonNode results(String run) throws IOException {
    return JSON.readTree(folder.resolve(run).resolve("results.json").toFile());
  }

  private JsonNode environment() throws IOException {
    return JSON.readTree(folder.resolve("run/environment.json").toFile());
  }
}
