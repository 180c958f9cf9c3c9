package acceptbench.bench;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.bench.server.ServerUnderTest;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A server of somebody else's that listens and never accepts.
@ExtendWith(NeedsPrivateNetwork.class)
class NobodyAcceptsTest {
  @Test
  void isSaidWithTheNumbersAfterTheFirstLoad() throws IOException {
    int listener = TcpSocket.listen(0, 100, 0, false);
    int port = TcpSocket.localPort(listener);
    Map<String, String> parameters =
        Map.of(
            "strategy", "external",
            "target", "127.0.0.1:" + port,
            "burst", "300",
            "patienceMillis", "300");
    ServerUnderTest server = OneCell.server(parameters);
    BurstLoad load = OneCell.set(new BurstLoad(), parameters);
    load.open(server);
    try {
      load.prepare();
      load.fire();
      assertThatThrownBy(load::balance)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "nobody accepts connections on 127.0.0.1:"
                  + port
                  + ": of 300 none was served, and 101 wait in the accept queue, which is full");
    } finally {
      load.close();
      Libc.close(listener);
      server.stop();
    }
  }
}
