package acceptbench.bench;

import static acceptbench.linux.socket.SocketConstants.AF_INET;
import static acceptbench.linux.socket.SocketConstants.SOCK_NONBLOCK;
import static acceptbench.linux.socket.SocketConstants.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.bench.server.ServerUnderTest;
import acceptbench.kernel.ListenerWatch;
import acceptbench.linux.Errno;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.IpAddress;
import acceptbench.linux.socket.PacketFilter;
import acceptbench.linux.socket.Sockaddr;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is not the load client's own doing is noticed in an iteration that is otherwise sound.
@ExtendWith(NeedsPrivateNetwork.class)
class CrossCheckTest {
  private static final Map<String, String> PARAMETERS =
      Map.of("strategy", "epoll", "backlog", "128", "handlerMicros", "0", "burst", "50");

  private static final int DEAF = 60;

  private ServerUnderTest server;
  private BurstLoad load;

  @BeforeEach
  void begin() throws IOException {
    server = OneCell.server(PARAMETERS);
    load = OneCell.set(new BurstLoad(), PARAMETERS);
    load.open(server);
  }

  @AfterEach
  void end() throws IOException {
    load.close();
    server.stop();
  }

  @Test
  void anIterationThatNobodyDisturbsBalances() throws IOException {
    load.prepare();
    load.fire();
    load.balance();
  }

  @Test
  void aForeignConnectionToTheServerIsToldByItsNumber() throws IOException {
    load.prepare();
    load.fire();
    int foreign = TcpSocket.connect(server.port());
    assertThatThrownBy(load::balance)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "51 connections were opened in this network namespace (ActiveOpens), 50 of them by the"
                + " load client and the server: somebody else's are in the counters, keep others"
                + " out");
    TcpSocket.closeWithReset(foreign);
  }

  @Test
  void aForeignConnectionToAnotherListenerIsToldToo() throws IOException {
    int listener = TcpSocket.listen(0, 5, 0, false);
    load.prepare();
    int foreign = TcpSocket.connect(TcpSocket.localPort(listener));
    load.fire();
    assertThatThrownBy(load::balance).hasMessageContaining("51 connections were opened");
    TcpSocket.closeWithReset(foreign);
    Libc.close(listener);
  }

  @Test
  void whatTheListenerDroppedBeyondTheCountersIsToldByItsNumber() throws IOException {
    // They are half-open from before on, and have their SYNs sent again while the iteration runs.
    // More of them than resets that the kernel may have sent in answer to the load's 50.
    List<Integer> deaf = new ArrayList<>();
    try (ListenerWatch watch = new ListenerWatch(server.port())) {
      for (int i = 0; i < DEAF; i++) deaf.add(connectDeaf());
      awaitHalfOpen(watch);
      long before = watch.drops();
      server.account().begin();
      load.fire();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (watch.drops() < before + DEAF && System.nanoTime() < deadline)
        LockSupport.parkNanos(1_000_000);
      assertThatThrownBy(load::balance)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageMatching(
              "the ledger does not balance: inet_diag says that the listener dropped (\\d+), but"
                  + " ListenDrops 0 \\+ dropped final ACKs 0 \\+ SYNs sent again to a half-open"
                  + " server 0 \\+ deferred ACKs 0 = 0: off by \\1");
    } finally {
      deaf.forEach(TcpSocket::closeWithReset);
    }
  }

  private int connectDeaf() throws IOException {
    int deaf = Libc.socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    PacketFilter.dropEverything(deaf);
    try (Arena arena = Arena.ofConfined()) {
      int result =
          Libc.connect(
              deaf, Sockaddr.allocate(arena, IpAddress.LOOPBACK, server.port()), Sockaddr.SIZE);
      assertThat(result).isEqualTo(-Errno.EINPROGRESS);
    }
    return deaf;
  }

  private static void awaitHalfOpen(ListenerWatch watch) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (watch.halfOpen() < DEAF) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(100_000);
    }
  }
}
