package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.ServerProcess;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which of two threads gets what the acceptor hands over, by the kernel's clock of each thread.
class HandOverTest {
  private static final int CLIENTS = 10;

  /// Where the next client comes before a thread has noted that it is done.
  private static final int STRAYS = 2;

  /// Of clients that come one by one, in turn each thread gets every second one; by the fewest in
  /// hand the first one gets all, since it has none when the next comes.
  @ParameterizedTest
  @EnumSource(names = {"NIO_WORKERS", "HANDOFF_LEAST"})
  void ofClientsThatComeOneByOne(AcceptStrategy strategy) throws Exception {
    int handlerMicros = 50_000;
    try (ServerProcess server = start(strategy, handlerMicros)) {
      for (int i = 1; i <= CLIENTS; i++) {
        assertThat(Clients.greeting(server.port(), "")).isEqualTo("HELLO");
        Servers.quiet(server, i);
      }
      List<Long> connections = shares(server, handlerMicros);
      if (strategy == AcceptStrategy.NIO_WORKERS) assertThat(connections).containsExactly(5L, 5L);
      else assertThat(connections.getLast()).isBetween((long) CLIENTS - STRAYS, (long) CLIENTS);
    }
  }

  /// Both are queued before either is accepted, so that the first one's handler is at work when the
  /// second is handed over, however long the machine takes.
  @Test
  void whoHasOneInHandGetsNoSecondWhileTheOtherHasNone() throws Exception {
    int handlerMicros = 300_000;
    try (ServerProcess server = start(AcceptStrategy.HANDOFF_LEAST, handlerMicros)) {
      server.requestStall();
      server.awaitStalled();
      try (SocketChannel first = SocketChannel.open(Clients.address(server.port()));
          SocketChannel second = SocketChannel.open(Clients.address(server.port()))) {
        server.requestResume();
        server.awaitResumed();
        assertThat(Clients.talk(first, "")).isEqualTo("HELLO");
        assertThat(Clients.talk(second, "")).isEqualTo("HELLO");
      }
      assertThat(shares(server, handlerMicros)).containsExactly(1L, 1L);
    }
  }

  private static ServerProcess start(AcceptStrategy strategy, int handlerMicros) throws Exception {
    return Servers.start(strategy, idle().with("workers", 2).with("handlerMicros", handlerMicros));
  }

  /// How many connections' work each thread did, the fewest first. What else a thread does is less
  /// than one more.
  private static List<Long> shares(ServerProcess server, int handlerMicros) throws IOException {
    List<Long> shares = new ArrayList<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + server.pid() + "/task"))) {
      for (Path thread : threads.toList()) {
        if (!Files.readString(thread.resolve("comm")).startsWith("worker ")) continue;
        // Documentation/scheduler/sched-stats.rst: the first figure is its time on a CPU.
        String nanos = Files.readString(thread.resolve("schedstat")).split(" ", 2)[0];
        shares.add(TimeUnit.NANOSECONDS.toMicros(Long.parseLong(nanos)) / handlerMicros);
      }
    }
    shares.sort(null);
    return shares;
  }
}
