package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.ListenerSocket;
import acceptbench.server.ServerProcess;
import acceptbench.server.parameter.AtLimit;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.testing.Await;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What becomes of connections beyond the most that a server keeps, while clients hold theirs.
class ConnectionLimitTest {
  private static final int LIMIT = 5;
  private static final int BACKLOG = 3;
  private static final int QUEUE = BACKLOG + 1;
  private static final int OUTSIDE = 6;

  private static ServerConfig at(AtLimit atLimit) {
    return idle()
        .with("backlog", BACKLOG)
        .with("maxConnections", LIMIT)
        .with("atLimit", atLimit.label());
  }

  /// As many as the limit are served, one more than the backlog waits, and the rest gets no answer.
  /// When one is closed, one gets its place.
  @Test
  void whoeverComesAtTheLimitWaits() throws Exception {
    try (ServerProcess server = Servers.start(AcceptStrategy.CONNECTION_LIMIT, at(AtLimit.WAIT));
        InetDiag diag = new InetDiag()) {
      Deque<SocketChannel> held = holdAll(server);
      List<SocketChannel> waiting = begin(server, QUEUE);
      Await.until("the queue is full", () -> listener(diag, server).queued() == QUEUE);
      List<SocketChannel> outside = begin(server, OUTSIDE);

      for (SocketChannel client : waiting) assertThat(client.finishConnect()).isTrue();
      for (SocketChannel client : outside) assertThat(client.finishConnect()).isFalse();
      assertThat(server.stats().accepts()).containsExactly((long) LIMIT);
      assertThat(server.stats().served()).isEqualTo(LIMIT);
      assertThat(kept(diag, server)).isEqualTo(LIMIT);
      assertThat(listener(diag, server).queued()).isEqualTo(QUEUE);
      assertThat(listener(diag, server).drops()).isGreaterThanOrEqualTo(OUTSIDE);
      // Each time that it was served, and no more: it does not wake up for those that wait.
      assertThat(server.stats().wakeups()).isLessThanOrEqualTo(LIMIT);

      for (int closed = 1; closed <= QUEUE; closed++) {
        held.removeFirst().close();
        SocketChannel next = waiting.get(closed - 1);
        assertThat(Clients.talk(next, "")).isEqualTo("HELLO");
        held.addLast(next);
        assertThat(server.stats().accepts()).containsExactly((long) LIMIT + closed);
        assertThat(kept(diag, server)).isEqualTo(LIMIT);
      }
      for (SocketChannel client : held) client.close();
      for (SocketChannel client : outside) client.close();
    }
  }

  @Test
  void whoeverComesAtTheLimitIsAcceptedAndClosed() throws Exception {
    try (ServerProcess server = Servers.start(AcceptStrategy.CONNECTION_LIMIT, at(AtLimit.CLOSE));
        InetDiag diag = new InetDiag()) {
      Deque<SocketChannel> held = holdAll(server);
      for (int i = 1; i <= OUTSIDE; i++) {
        assertThat(Clients.greeting(server.port(), "")).isEmpty();
        assertThat(server.stats().accepts()).containsExactly((long) LIMIT + i);
      }
      assertThat(server.stats().served()).isEqualTo(LIMIT);
      assertThat(listener(diag, server).drops()).isZero();

      // Nobody is turned away for one that was closed before, however soon after that.
      for (int i = 0; i < 50; i++) {
        held.removeFirst().close();
        held.addLast(hold(server));
        assertThat(Clients.greeting(server.port(), "")).isEmpty();
      }
      assertThat(kept(diag, server)).isEqualTo(LIMIT);
      for (SocketChannel client : held) client.close();
    }
  }

  private static Deque<SocketChannel> holdAll(ServerProcess server) throws IOException {
    Deque<SocketChannel> held = new ArrayDeque<>();
    while (held.size() < LIMIT) held.addLast(hold(server));
    return held;
  }

  /// A client that was greeted, and does not close.
  private static SocketChannel hold(ServerProcess server) throws IOException {
    SocketChannel client = Clients.begin(server.port());
    assertThat(client.finishConnect()).isTrue();
    assertThat(Clients.talk(client, "")).isEqualTo("HELLO");
    return client;
  }

  private static List<SocketChannel> begin(ServerProcess server, int count) throws IOException {
    List<SocketChannel> clients = new ArrayList<>();
    while (clients.size() < count) clients.add(Clients.begin(server.port()));
    return clients;
  }

  private static ListenerSocket listener(InetDiag diag, ServerProcess server) throws IOException {
    return diag.listeners(server.port()).getFirst();
  }

  /// Sockets that a process has open: one that waits to be accepted has no inode.
  private static int kept(InetDiag diag, ServerProcess server) throws IOException {
    int[] count = {0};
    diag.connections(
        server.port(),
        socket -> {
          if (socket.inode() != 0) count[0]++;
        });
    return count[0];
  }
}
