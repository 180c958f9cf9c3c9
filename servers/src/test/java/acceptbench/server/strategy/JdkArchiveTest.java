package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// That servers of tests start quickly.
class JdkArchiveTest {
  @Test
  void aServersJvmHasTheJdksClassesMapped() throws Exception {
    try (ServerProcess server = Servers.start(AcceptStrategy.EPOLL, idle())) {
      String mapped = Files.readString(Path.of("/proc/" + server.pid() + "/maps"));
      assertThat(mapped).containsPattern("servers/target/jdk-.*\\.jsa");
    }
  }
}
