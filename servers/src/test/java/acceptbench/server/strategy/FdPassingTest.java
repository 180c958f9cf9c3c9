package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.process.Signals;
import acceptbench.linux.socket.DescriptorSocket;
import acceptbench.linux.socket.InetDiag;
import acceptbench.server.ServerProcess;
import acceptbench.server.ServerStats;
import acceptbench.server.StoppedProcesses;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.parameter.WorkerChoice;
import acceptbench.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An acceptor process and its worker processes.
class FdPassingTest {
  private static ServerProcess start(ServerConfig config) throws IOException {
    return Servers.start(AcceptStrategy.FD_PASSING, config);
  }

  private static List<ProcessHandle> workers(ServerProcess server) {
    return ProcessHandle.of(server.pid()).orElseThrow().children().toList();
  }

  /// The queue overflows with idle workers: the acceptor alone is busy.
  @Test
  void aBusyAcceptorLetsTheQueueGrowWhileWorkersIdle() throws Exception {
    try (ServerProcess server =
            start(idle().with("backlog", 1_000).with("workers", 2).with("acceptorMicros", 20_000));
        InetDiag diag = new InetDiag()) {
      List<SocketChannel> clients = connect(server, 50);
      // It needs a second of CPU time for them.
      assertThat(diag.listeners(server.port()).getFirst().queued()).isGreaterThan(20);
      for (SocketChannel client : clients) client.close();
    }
  }

  private static List<SocketChannel> connect(ServerProcess server, int count) throws IOException {
    List<SocketChannel> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SocketChannel client = Clients.begin(server.port());
      assertThat(client.finishConnect()).isTrue();
      clients.add(client);
    }
    return clients;
  }

  /// The worker is stopped, its Unix socket fills, and the acceptor waits: everything is served in
  /// the end.
  @Test
  void aFullUnixSocketStallsAndDropsNothing() throws Exception {
    int count = 1_500;
    try (ServerProcess server = start(idle().with("backlog", 4_000));
        InetDiag diag = new InetDiag()) {
      StoppedProcesses stopped =
          StoppedProcesses.stop(workers(server).stream().map(ProcessHandle::pid).toList());
      List<SocketChannel> clients = connect(server, count);
      Await.until("the acceptor waits", () -> isStill(server));
      ServerStats waiting = server.stats();
      assertThat(waiting.accepted()).isBetween(100L, count - 100L);
      assertThat(diag.listeners(server.port()).getFirst().queued())
          .isEqualTo((int) (count - waiting.accepted()));
      assertThat(waiting.served()).isZero();

      stopped.resume();

      for (SocketChannel client : clients) {
        assertThat(Clients.talk(client, "")).isEqualTo("HELLO");
        client.close();
      }
      assertThat(Servers.quiet(server, count).accepted()).isEqualTo(count);
    }
  }

  private static boolean isStill(ServerProcess server) throws InterruptedException {
    long before = server.stats().accepted();
    Thread.sleep(200);
    return before > 0 && server.stats().accepted() == before;
  }

  @Test
  void aKilledWorkersShareGoesToTheOthersAndItsLossIsCounted() throws Exception {
    try (ServerProcess server = start(idle().with("backlog", 1_000).with("workers", 3))) {
      Clients.allGreeted(server.port(), "", 30, 1);
      ServerStats before = Servers.quiet(server, 30);
      long victim = workers(server).getFirst().pid();
      StoppedProcesses.stop(List.of(victim));
      List<SocketChannel> clients = connect(server, 30);
      Await.until("the others have served", () -> server.stats().served() == 30 + 20);

      Signals.send(victim, Signals.SIGKILL);

      int greeted = 0;
      for (SocketChannel client : clients) {
        if (greeting(client).equals("HELLO")) greeted++;
        client.close();
      }
      assertThat(greeted).isEqualTo(20);
      Clients.allGreeted(server.port(), "", 40, 1);
      ServerStats after = Servers.quiet(server, 30 + 20 + 40);
      assertThat(after.accepted() - after.served()).isEqualTo(10);
      assertThat(workers(server)).hasSize(2);
      // Its socket and its connections are closed.
      assertThat(after.descriptors()).isLessThan(before.descriptors());
      Clients.allGreeted(server.port(), "", 100, 2);
      assertThat(Servers.quiet(server, 190).descriptors()).isEqualTo(after.descriptors());
    }
  }

  /// What the killed worker had in hand ends without a word, or with a reset.
  private static String greeting(SocketChannel client) {
    try {
      return Clients.talk(client, "");
    } catch (IOException e) {
      return "";
    }
  }

  /// Somebody of the same user finds the socket and is faster than the workers: he gets nothing.
  @Test
  void whoIsNoWorkerGetsNoConnection(@TempDir Path temporary) throws Exception {
    FutureTask<ServerProcess> starting =
        new FutureTask<>(
            () ->
                ServerProcess.start(
                    "fd-passing",
                    idle().with("backlog", 16).with("workers", 2),
                    new BitSet(),
                    List.of("-Djava.io.tmpdir=" + temporary)));
    Thread.ofPlatform().start(starting);
    Await.until("the server waits for its workers", () -> meetingPlace(temporary).isPresent());
    Path socket = meetingPlace(temporary).orElseThrow();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
        .isEqualTo("rwx------");
    try (DescriptorSocket intruder = connectOnceItListens(socket)) {
      assertThat(intruder.receive()).isIn(-Errno.EPIPE, -Errno.ECONNRESET);
    }

    try (ServerProcess server = starting.get(60, TimeUnit.SECONDS)) {
      assertThat(temporary).isEmptyDirectory();
      Clients.allGreeted(server.port(), "", 20, 2);
      assertThat(Servers.quiet(server, 20).accepted()).isEqualTo(20);
    }
  }

  /// The socket has its name a moment before it listens.
  private static DescriptorSocket connectOnceItListens(Path socket) throws ErrnoException {
    long start = System.nanoTime();
    while (true) {
      try {
        return DescriptorSocket.connect(socket);
      } catch (ErrnoException e) {
        boolean late = System.nanoTime() - start > TimeUnit.SECONDS.toNanos(30);
        if (late || e.errno() != Errno.ECONNREFUSED) throw e;
        Thread.onSpinWait();
      }
    }
  }

  private static Optional<Path> meetingPlace(Path temporary) throws IOException {
    try (Stream<Path> files = Files.walk(temporary)) {
      return files.filter(file -> file.endsWith("workers")).findFirst();
    } catch (UncheckedIOException vanished) {
      return Optional.empty();
    }
  }

  @Test
  void withoutAnyWorkerTheServerEndsAndSaysWhy() throws Exception {
    try (ServerProcess server = start(idle().with("backlog", 16).with("workers", 2))) {
      for (ProcessHandle worker : workers(server)) Signals.send(worker.pid(), Signals.SIGKILL);
      Await.until("both have gone", () -> workers(server).isEmpty());
      try (SocketChannel client = Clients.begin(server.port())) {
        assertThat(greeting(client)).isEmpty();
      }
      server.onExit().get(30, TimeUnit.SECONDS);
      assertThatThrownBy(server::stats)
          .hasMessageContaining("all worker processes have died")
          .hasMessageContaining("ended with exit code 137");
    }
  }

  /// One worker is stopped. In turn, it gets every second connection; by load, it gets one, and at
  /// most another one while the other worker was still at its own.
  @Test
  void theLeastBusyWorkerIsTheOneThatHasTheFewestInHand() throws Exception {
    assertThat(servedBesideAStoppedWorker(WorkerChoice.ROUND_ROBIN, 20)).isEqualTo(20);
    assertThat(servedBesideAStoppedWorker(WorkerChoice.LEAST_BUSY, 30)).isBetween(30L, 39L);
  }

  private static long servedBesideAStoppedWorker(WorkerChoice choice, int atLeast)
      throws Exception {
    ServerConfig config = idle().with("workers", 2).with("workerChoice", choice);
    try (ServerProcess server = start(config)) {
      StoppedProcesses stopped = StoppedProcesses.stop(List.of(workers(server).getFirst().pid()));
      List<SocketChannel> clients = new ArrayList<>();
      for (int i = 1; i <= 40; i++) {
        long accepted = i;
        clients.addAll(connect(server, 1));
        Await.until("it is passed on", () -> server.stats().accepted() == accepted);
        // So that the other worker is done with what it had.
        Thread.sleep(5);
      }
      Await.until("the other worker has served", () -> server.stats().served() >= atLeast);
      long served = server.stats().served();
      stopped.resume();
      for (SocketChannel client : clients) {
        assertThat(Clients.talk(client, "")).isEqualTo("HELLO");
        client.close();
      }
      return served;
    }
  }
}
