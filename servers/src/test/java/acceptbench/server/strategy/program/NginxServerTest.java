package acceptbench.server.strategy.program;

import static acceptbench.testing.IdleServer.idle;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.ListenerSocket;
import acceptbench.server.ServerProcess;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.testing.Await;
import acceptbench.testing.QuickJvm;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The ways in which users configure nginx, as the kernel sees them.
class NginxServerTest {
  private static final int WORKERS = 3;
  private static final Pattern WATCHED = Pattern.compile("tfd: +(\\d+) ");

  /// Who waits for connections holds the mutex, and the others ask for it every 500 ms. While it
  /// passes from one to another two may wait for a moment.
  @Test
  void withTheMutexOneWorkerAtATimeWaitsForConnections() throws Exception {
    try (ServerProcess nginx = start(idle().with("acceptMutex", true))) {
      Await.until("one worker waits", () -> waiting(nginx) == 1);
      for (int i = 0; i < 20; i++) {
        try (Socket client = new Socket(InetAddress.ofLiteral("127.0.0.1"), nginx.port())) {
          assertThat(client.getInputStream().readNBytes(5)).asString(US_ASCII).isEqualTo("HELLO");
        }
        assertThat(waiting(nginx)).isLessThan(WORKERS);
      }
      Await.until("one worker waits", () -> waiting(nginx) == 1);
    }
    try (ServerProcess nginx = start(idle())) {
      Await.until("all workers wait", () -> waiting(nginx) == WORKERS);
    }
  }

  @Test
  void withReuseportEachWorkerHasAListener() throws Exception {
    try (ServerProcess nginx = start(idle().with("reuseport", true).with("backlog", 20));
        InetDiag diag = new InetDiag()) {
      assertThat(diag.listeners(nginx.port()))
          .extracting(ListenerSocket::effectiveBacklog)
          .containsExactly(20, 20, 20);
    }
    try (ServerProcess nginx = start(idle());
        InetDiag diag = new InetDiag()) {
      assertThat(diag.listeners(nginx.port())).hasSize(1);
    }
  }

  private static ServerProcess start(ServerConfig config) throws IOException {
    Requirement.require(NginxServer.unavailable());
    return ServerProcess.start(
        "nginx", config.with("workers", WORKERS), new BitSet(), QuickJvm.ARGUMENTS);
  }

  /// How many of its processes have the listener in an epoll instance (proc_pid_fdinfo(5)).
  private static int waiting(ServerProcess nginx) throws IOException {
    String listener;
    try (InetDiag diag = new InetDiag()) {
      listener = "socket:[" + diag.listeners(nginx.port()).getFirst().inode() + "]";
    }
    int waiting = 0;
    for (ProcessHandle process : ProcessHandle.of(nginx.pid()).orElseThrow().descendants().toList())
      if (watched(process.pid()).contains(listener)) waiting++;
    return waiting;
  }

  private static List<String> watched(long pid) throws IOException {
    List<String> watched = new ArrayList<>();
    Path process = Path.of("/proc", String.valueOf(pid));
    try (Stream<Path> descriptors = Files.list(process.resolve("fdinfo"))) {
      for (Path descriptor : descriptors.toList()) {
        Matcher matcher = WATCHED.matcher(Files.readString(descriptor));
        while (matcher.find())
          watched.add(
              Files.readSymbolicLink(process.resolve("fd").resolve(matcher.group(1))).toString());
      }
    } catch (NoSuchFileException closedMeanwhile) {
      return watched;
    }
    return watched;
  }
}
