package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.ServerProcess;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.testing.QuickJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The folder for temporary files may have any character in its name but `/` and NUL.
class OddFolderTest {
  private static final String ODD = "a b  \"c' $d ${HOME} ;e {f} #g \\h %i <j> *? -k\nl=m";

  @ParameterizedTest
  @EnumSource(names = {"NGINX", "HAPROXY", "APACHE", "FD_PASSING", "PREFORK"})
  void serversStartAndLeaveNothingThere(AcceptStrategy strategy, @TempDir Path temporary)
      throws Exception {
    Servers.require(strategy);
    Path odd = Files.createDirectory(temporary.resolve(ODD));
    List<String> there = List.of("-Djava.io.tmpdir=" + odd, QuickJvm.ARGUMENT);
    ServerConfig config = idle().with("workers", 2);
    try (ServerProcess server =
        ServerProcess.start(strategy.label(), config, new BitSet(), there)) {
      Clients.allGreeted(server.port(), strategy.request(), 20, 2);
      assertThat(odd).isEmptyDirectory();
    }
    assertThat(odd).isEmptyDirectory();
  }
}
