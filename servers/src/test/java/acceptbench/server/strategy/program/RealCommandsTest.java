package acceptbench.server.strategy.program;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.ServerProcess;
import acceptbench.server.parameter.Backlog;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.testing.QuickJvm;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Real programs as a user starts them, with nothing said of a backlog: what the kernel tells is
/// what their sources say.
class RealCommandsTest {
  private static final String GET = "GET / HTTP/1.0\r\n\r\n";

  enum Real {
    NODE_HTTP(
        "node",
        "nodejs",
        "node -e 'require(\"http\").createServer((_, answer) => answer.end(\"HELLO\"))"
            + ".listen({port}, \"127.0.0.1\")'",
        511,
        GET),
    PYTHON_HTTP_SERVER(
        "python3",
        "python3",
        "python3 -m http.server {port} --bind 127.0.0.1 --directory /proc/self/task",
        5,
        GET),
    PYTHON_ASYNCIO(
        "python3",
        "python3",
        """
        python3 -c 'import asyncio
        async def answer(_, writer):
          writer.write(b"HELLO")
          writer.close()
        async def main():
          server = await asyncio.start_server(answer, "127.0.0.1", {port})
          await server.serve_forever()
        asyncio.run(main())'
        """,
        100,
        ""),
    REDIS(
        "redis-server",
        "redis-server",
        "redis-server --port {port} --bind 127.0.0.1 --save \"\" --appendonly no",
        511,
        "PING\r\n");

    private final String program;
    private final String debianPackage;
    private final String command;
    private final int backlog;
    private final String request;

    Real(String program, String debianPackage, String command, int backlog, String request) {
      this.program = program;
      this.debianPackage = debianPackage;
      this.command = command;
      this.backlog = backlog;
      this.request = request;
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasTheBacklogThatItsSourceSaysAndAnswers(Real real) throws Exception {
    Requirement.require(Programs.missing(real.program, real.debianPackage));
    ServerConfig config =
        idle().with("backlog", Backlog.DEFAULT).with("command", real.command.strip());
    try (ServerProcess server =
        ServerProcess.start("command", config, new BitSet(), QuickJvm.ARGUMENTS)) {
      assertThat(server.effectiveBacklog()).isEqualTo(real.backlog);
      assertThat(firstByte(server.port(), real.request)).isNotNegative();
    }
  }

  private static int firstByte(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read();
    }
  }
}
