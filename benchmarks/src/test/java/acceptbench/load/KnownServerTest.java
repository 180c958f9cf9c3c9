package acceptbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.load.arrival.ArrivalSchedule;
import acceptbench.load.arrival.BurstArrivals;
import acceptbench.load.arrival.ClosedLoopArrivals;
import acceptbench.load.arrival.ConstantRateArrivals;
import acceptbench.load.arrival.LoadPlan;
import acceptbench.load.ledger.Ledger;
import acceptbench.load.queue.DepthProbe;
import acceptbench.testing.HandlingServer;
import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The client against servers whose behaviour is known: what it reports has to be that.
@ExtendWith(NeedsPrivateNetwork.class)
class KnownServerTest {
  private static final byte[] HELLO = "HELLO".getBytes(StandardCharsets.US_ASCII);
  private static final long MILLI = 1_000_000;

  private static ServerSocket listener() throws IOException {
    return new ServerSocket(0, 4096, InetAddress.ofLiteral("127.0.0.1"));
  }

  private static void daemon(Runnable work) {
    Thread.ofPlatform().daemon().start(work);
  }

  private static Ledger run(LoadClient client, LoadPlan plan) throws IOException {
    client.run(plan);
    Ledger ledger = client.settle(() -> 0).ledger();
    client.closeAll();
    assertThat(ledger.missing()).isZero();
    return ledger;
  }

  private static LoadClient client(ServerSocket server, int capacity) throws IOException {
    return new LoadClient(
        server.getLocalPort(), capacity, Dialogue.serverGreets(), DepthProbe.NONE);
  }

  @Test
  void aGreetingThatIsDelayedBy20MillisecondsComesNoSooner() throws IOException {
    try (ServerSocket server = greetingAfter(20 * MILLI);
        LoadClient client = client(server, 10)) {
      LoadPlan plan = new LoadPlan(new ConstantRateArrivals(20), 20, 10_000 * MILLI, List.of());
      assertThat(run(client, plan).served()).isEqualTo(20);
      Histogram firstByte = client.latencies().firstByte();
      assertThat(firstByte.getMinValue()).isGreaterThanOrEqualTo(20 * MILLI - 100_000);
      // The client adds nothing of its own: seen at the quickest, as a busy machine delays others.
      assertThat(firstByte.getMinValue()).isLessThan(30 * MILLI);
      assertThat(client.latencies().connect().getMinValue()).isLessThan(5 * MILLI);
    }
  }

  private static ServerSocket greetingAfter(long nanos) throws IOException {
    return HandlingServer.start(
        (_, socket) -> {
          LockSupport.parkNanos(nanos);
          HandlingServer.greet(socket);
        });
  }

  /// An acceptor that stands still for 250 ms of each second makes a quarter of evenly spaced
  /// arrivals wait. A closed loop of one connection meets each pause once, and has hundreds of
  /// undisturbed ones besides.
  @Test
  void aClosedLoopHidesThePausesThatAnOpenLoopShows() throws IOException {
    try (ServerSocket server = listener()) {
      daemon(() -> greetWithPauses(server, 250 * MILLI, 1_000 * MILLI));
      Histogram open = load(server, new ConstantRateArrivals(200), 600);
      Histogram closed = load(server, new ClosedLoopArrivals(1), Integer.MAX_VALUE);
      // 600 arrivals in 3 s: 150 of them in a pause, those at its start wait for nearly all of it.
      assertThat(open.getValueAtPercentile(99)).isBetween(200 * MILLI, 400 * MILLI);
      assertThat(open.getValueAtPercentile(80)).isGreaterThan(10 * MILLI);
      assertThat(closed.getTotalCount()).isGreaterThan(600);
      assertThat(closed.getValueAtPercentile(99)).isLessThan(100 * MILLI);
      assertThat(closed.getMaxValue()).isGreaterThan(200 * MILLI);
    }
  }

  private static Histogram load(ServerSocket server, ArrivalSchedule arrivals, int connections)
      throws IOException {
    try (LoadClient client = client(server, 1_000)) {
      run(client, new LoadPlan(arrivals, connections, 3_000 * MILLI, 10_000 * MILLI, List.of()));
      return client.latencies().firstByte();
    }
  }

  private static void greetWithPauses(ServerSocket server, long pause, long period) {
    long start = System.nanoTime();
    while (!server.isClosed()) {
      long sinceStart = (System.nanoTime() - start) % period;
      if (sinceStart < pause) LockSupport.parkNanos(pause - sinceStart);
      else acceptOne(server);
    }
  }

  private static void acceptOne(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write(HELLO);
    } catch (IOException e) {
      if (!server.isClosed()) throw new AssertionError(e);
    }
  }

  @Test
  void aServerThatNeverGreetsLetsEveryConnectionTimeOut() throws IOException {
    ConcurrentLinkedQueue<Socket> kept = new ConcurrentLinkedQueue<>();
    try (ServerSocket server = listener();
        LoadClient client = client(server, 50)) {
      daemon(() -> keepSilent(server, kept));
      LoadPlan plan = new LoadPlan(new BurstArrivals(), 50, 400 * MILLI, List.of());
      Ledger ledger = run(client, plan);
      assertThat(ledger.timedOut()).isEqualTo(50);
      assertThat(ledger.ghost()).as("the server has each of them").isZero();
      assertThat(client.latencies().connect().getTotalCount()).isEqualTo(50);
      assertThat(client.latencies().firstByte().getTotalCount()).isZero();
    } finally {
      for (Socket socket : kept) socket.close();
    }
  }

  private static void keepSilent(ServerSocket server, ConcurrentLinkedQueue<Socket> kept) {
    while (!server.isClosed()) {
      try {
        kept.add(server.accept());
      } catch (IOException e) {
        if (!server.isClosed()) throw new AssertionError(e);
      }
    }
  }

  @Test
  void aServerThatWaitsForTheClientIsSpokenToFirst() throws IOException {
    try (ServerSocket server = HandlingServer.start((_, socket) -> answer(socket));
        LoadClient client =
            new LoadClient(
                server.getLocalPort(),
                20,
                Dialogue.clientSpeaks("ping".getBytes(StandardCharsets.US_ASCII)),
                DepthProbe.NONE)) {
      LoadPlan plan = new LoadPlan(new BurstArrivals(), 20, 10_000 * MILLI, List.of());
      assertThat(run(client, plan).served()).isEqualTo(20);
    }
  }

  private static void answer(Socket socket) throws IOException {
    if (socket.getInputStream().readNBytes(4).length == 4) socket.getOutputStream().write('!');
  }

  @Test
  void aRateThatTheClientCannotKeepIsReportedAsSuch() throws IOException {
    try (ServerSocket server = greetingAfter(5 * MILLI);
        LoadClient client = client(server, 4)) {
      // 4 slots and 5 ms each: 200 a second at most, where 2,000 are meant to start.
      run(client, new LoadPlan(new ConstantRateArrivals(2_000), 100, 10_000 * MILLI, List.of()));
      assertThat(client.keptPace()).isLessThan(0.5);
      assertThat(client.latencies().lag().getValueAtPercentile(99)).isGreaterThan(100 * MILLI);
      assertThat(client.latencies().firstByte().getValueAtPercentile(99))
          .as("counted from the intended start")
          .isGreaterThan(client.latencies().lag().getValueAtPercentile(50));
    }
  }
}
