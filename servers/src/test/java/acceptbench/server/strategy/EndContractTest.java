package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.process.Signals;
import acceptbench.server.ServerProcess;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.testing.Await;
import acceptbench.testing.Processes;
import acceptbench.testing.QuickJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How servers of every strategy end: when told to, and when one of their processes is killed.
class EndContractTest {
  /// It has no file once it is ready, so that none is left when it is killed: sockets,
  /// configuration and shared memory have no name any more by then.
  @ParameterizedTest
  @EnumSource
  void stopsByItselfAndLeavesNoProcessAndNoFile(AcceptStrategy strategy, @TempDir Path folder)
      throws Exception {
    Servers.require(strategy);
    List<String> jvmArguments = new ArrayList<>(QuickJvm.ARGUMENTS);
    jvmArguments.add("-Djava.io.tmpdir=" + folder);
    ServerConfig config = Servers.configured(strategy, idle().with("workers", 2));
    ServerProcess server =
        ServerProcess.start(strategy.label(), config, new BitSet(), jvmArguments);
    List<ProcessHandle> tree;
    try (server) {
      tree = tree(server);
      Clients.allGreeted(server.port(), strategy.request(), 10, 1);
      assertThat(folder).isEmptyDirectory();
    }
    assertThat(folder).isEmptyDirectory();
    // What is still there after some time is killed, which would be 137.
    assertThat(tree).allMatch(Processes::hasEnded);
    assertThat(server.onExit()).succeedsWithin(Await.PATIENCE);
    assertThat(server.onExit().join().exitValue()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingWhenOneOfItsProcessesIsKilled(AcceptStrategy strategy) throws Exception {
    int processes = 1;
    for (int victim = 0; victim < processes; victim++) {
      List<ProcessHandle> tree;
      try (ServerProcess server = Servers.start(strategy, idle().with("workers", 2))) {
        tree = tree(server);
        processes = tree.size();
        Signals.send(tree.get(victim).pid(), Signals.SIGKILL);
        // A server may go on without a worker; without its first process nothing of it may stay.
        if (victim == 0) Await.until("all are gone", () -> noneAlive(tree));
      }
      Await.until("the rest is gone", () -> noneAlive(tree));
    }
  }

  private static boolean noneAlive(List<ProcessHandle> processes) {
    return processes.stream().allMatch(Processes::hasEnded);
  }

  private static List<ProcessHandle> tree(ServerProcess server) {
    ProcessHandle root = ProcessHandle.of(server.pid()).orElseThrow();
    return Stream.concat(Stream.of(root), root.descendants()).toList();
  }
}
