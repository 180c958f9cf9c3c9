package acceptbench.server;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.linux.process.CpuAffinity;
import acceptbench.linux.process.Signals;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.testing.Await;
import acceptbench.testing.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerProcessTest {
  private static final ServerConfig CONFIG = idle().with("backlog", 16).with("workers", 2);

  private static ServerProcess start(String... jvmArguments) throws IOException {
    return ServerProcess.start("blocking", CONFIG, new BitSet(), Arrays.asList(jvmArguments));
  }

  @Test
  void aStrategyThatIsNotThereIsNamedWithThoseThatAre() {
    assertThatThrownBy(() -> ServerProcess.start("telepathy", CONFIG, new BitSet(), List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("server 'telepathy'")
        .hasMessageContaining("exit code 1")
        .hasMessageContaining("no strategy 'telepathy'; there are blocking, ");
  }

  /// The same way as where io_uring is disabled or the architecture has no native part.
  @ParameterizedTest
  @ValueSource(strings = {"netty-io_uring", "netty-epoll"})
  void aStrategyWithoutItsNativePartSaysWhy(String strategy) {
    List<String> noNative = List.of("-Dio.netty.transport.noNative=true");
    assertThatThrownBy(() -> ServerProcess.start(strategy, CONFIG, new BitSet(), noNative))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("can't be used: Native transport was explicit disabled");
  }

  @Test
  void aJvmThatDoesNotStartShowsWhatItSaid() {
    assertThatThrownBy(() -> start("-XX:+NoSuchOption"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Unrecognized VM option 'NoSuchOption'");
  }

  @Test
  void whatIsPrintedIntoThePipeIsShown() {
    assertThatThrownBy(() -> start("-Xlog:gc=info:stdout"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("answered start with '[")
        .hasMessageContaining("Using Serial")
        .hasMessageContaining("print to a file");
  }

  @Test
  void aCollectorOfTheCallersReplacesOurs() throws Exception {
    try (ServerProcess server = start("-XX:+UseParallelGC")) {
      assertThat(server.stats().served()).isZero();
    }
  }

  /// The JVM refuses options of JEP 483's caches beside any -Xshare.
  @Test
  void anAheadOfTimeCacheOfTheCallersIsNoConflict() throws Exception {
    try (ServerProcess server = start("-XX:AOTMode=off")) {
      assertThat(server.stats().served()).isZero();
    }
  }

  @Test
  void aServerThatWasKilledSaysSoAtTheNextCommand() throws Exception {
    try (ServerProcess server = start()) {
      Signals.send(server.pid(), Signals.SIGKILL);
      assertThat(server.onExit()).succeedsWithin(Await.PATIENCE);
      assertThat(server.onExit().join().exitValue()).isEqualTo(137);
      assertThatThrownBy(server::stats)
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("server 'blocking' (pid " + server.pid() + ")")
          .hasMessageContaining("it ended with exit code 137");
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsNotAwaitedForEver() throws Exception {
    try (ServerProcess server = start()) {
      StoppedProcesses.stop(List.of(server.pid()));
      assertThatThrownBy(() -> server.stats(Duration.ofMillis(200)))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("did not answer stats within 200 ms");
    }
  }

  @Test
  void runsOnTheCpusItWasGivenAndLeavesTheCallersAlone() throws Exception {
    BitSet callers = CpuAffinity.get();
    BitSet one = new BitSet();
    one.set(callers.length() - 1);
    try (ServerProcess server = ServerProcess.start("fd-passing", CONFIG, one, List.of())) {
      List<ProcessHandle> tree = tree(server.pid()).toList();
      assertThat(tree).hasSize(3);
      for (ProcessHandle process : tree)
        assertThat(allowedCpus(process.pid()))
            .hasSizeGreaterThan(5)
            .containsOnly(String.valueOf(callers.length() - 1));
    }
    assertThat(CpuAffinity.get()).isEqualTo(callers);
  }

  /// A JVM that knew of more CPUs would have other defaults: threads of its pools, compilers.
  @Test
  void isTheJvmOfItsCpus() throws Exception {
    BitSet one = new BitSet();
    one.set(CpuAffinity.get().nextSetBit(0));
    try (ServerProcess server = ServerProcess.start("epoll", CONFIG, one, List.of())) {
      String command = Files.readString(Path.of("/proc/" + server.pid() + "/cmdline"));
      assertThat(command.split("\0")).contains("-XX:ActiveProcessorCount=1");
    }
  }

  @Test
  void saysWhichCpusAreNotThere() {
    BitSet none = new BitSet();
    none.set(1_000);
    assertThatThrownBy(() -> ServerProcess.start("epoll", CONFIG, none, List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("sched_setaffinity(CPUs {1000})");
  }

  /// Of each thread.
  private static List<String> allowedCpus(long pid) throws IOException {
    List<String> cpus = new ArrayList<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads.toList())
        for (String line : Files.readAllLines(thread.resolve("status")))
          if (line.startsWith("Cpus_allowed_list:"))
            cpus.add(line.substring("Cpus_allowed_list:".length()).strip());
    }
    return cpus;
  }

  private static Stream<ProcessHandle> tree(long pid) {
    ProcessHandle root = ProcessHandle.of(pid).orElseThrow();
    return Stream.concat(Stream.of(root), root.descendants());
  }

  @Test
  void resumesWithoutWaitingForTheAnswer() throws Exception {
    try (ServerProcess server = start()) {
      server.stall();
      server.requestResume();
      server.awaitResumed();
      server.requestStall();
      server.requestResume();
      Stalled stalled = server.awaitStalled();
      assertThat(stalled.acceptors()).isEqualTo(1);
      assertThat(server.awaitResumed().atNanos()).isGreaterThanOrEqualTo(stalled.atNanos());
      assertThatThrownBy(
              () -> {
                server.stall();
                server.stall();
              })
          .hasMessageContaining("told to stall while stalled");
    }
  }

  /// Whoever started a server may be killed while the server is stopped: it can't notice itself.
  @Test
  void theWholeTreeDiesWithTheOneWhoStartedIt() throws Exception {
    List<String> command = JvmCommand.of(Owner.class.getName(), List.of(), List.of("fd-passing"));
    Process owner =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    long server = Long.parseLong(owner.inputReader().readLine());
    List<ProcessHandle> tree = tree(server).toList();
    assertThat(tree).hasSize(3);
    Signals.send(server, Signals.SIGSTOP);

    Signals.send(owner.pid(), Signals.SIGKILL);

    Processes.awaitEnd(tree);
  }

  /// Starts a server and goes on until it is killed.
  static final class Owner {
    public static void main(String[] args) throws Exception {
      ServerProcess server = ServerProcess.start(args[0], CONFIG, new BitSet(), List.of());
      System.out.println(server.pid());
      server.onExit().join();
    }
  }
}
