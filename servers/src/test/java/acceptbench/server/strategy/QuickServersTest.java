package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// That servers of tests start quickly.
class QuickServersTest {
  @ParameterizedTest
  @EnumSource(names = {"EPOLL", "JETTY", "PREFORK"})
  void eachJvmHasItsClassesMapped(AcceptStrategy strategy) throws Exception {
    try (ServerProcess server = Servers.start(strategy, idle())) {
      for (long pid : server.acceptorPids()) {
        String mapped = Files.readString(Path.of("/proc/" + pid + "/maps"));
        assertThat(mapped).containsPattern("servers/target/quick-servers-.*\\.jsa");
      }
    }
  }
}
