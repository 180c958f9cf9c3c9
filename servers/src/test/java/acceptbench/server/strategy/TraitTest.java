package acceptbench.server.strategy;

import static acceptbench.testing.IdleServer.idle;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.server.ServerProcess;
import acceptbench.server.parameter.AcceptBatch;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.testing.Await;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whether each strategy does what its traits say, and not what they do not say. The backlog that
/// one takes is in [AcceptStrategyContractTest], how many queues and acceptors it has in
/// [QueuesAndAcceptorsTest], [Trait#QUEUE_WAITS] in [QueueWaitsTest].
class TraitTest {
  private static final int QUEUED = 30;

  /// CPU time of each accept: long beside a command's way, and of all that are queued, on a machine
  /// that gives the server a twentieth of a CPU, still less than a command may take.
  private static final int ACCEPTOR_MICROS = 20_000;

  static Stream<AcceptStrategy> counted() {
    return Stream.of(AcceptStrategy.values()).filter(strategy -> !strategy.isProgram());
  }

  static Stream<AcceptStrategy> spokenToFirst() {
    return Stream.of(AcceptStrategy.values()).filter(strategy -> !strategy.request().isEmpty());
  }

  /// Of all that is queued one that obeys within a batch accepts the first few, whatever the batch;
  /// one that can't be told to stall before it has taken what was queued before accepts all.
  @ParameterizedTest
  @MethodSource("counted")
  void onlyWholeBatchesMakeADifferenceToWhenItObeys(AcceptStrategy strategy) throws Exception {
    long all = acceptedWhenItObeys(strategy, AcceptBatch.ALL);
    long one = acceptedWhenItObeys(strategy, AcceptBatch.ONE);
    if (strategy.has(Trait.WHOLE_BATCHES)) {
      assertThat(all).isEqualTo(QUEUED);
      assertThat(one).isLessThan(QUEUED);
    } else {
      assertThat(all == QUEUED).isEqualTo(one == QUEUED);
    }
  }

  private static long acceptedWhenItObeys(AcceptStrategy strategy, AcceptBatch batch)
      throws Exception {
    ServerConfig config =
        idle()
            .with("backlog", QUEUED)
            .with("acceptorMicros", ACCEPTOR_MICROS)
            .with("acceptBatch", batch);
    try (ServerProcess server = Servers.start(strategy, config)) {
      server.stall();
      List<SocketChannel> clients = new ArrayList<>();
      for (int i = 0; i < QUEUED; i++) clients.add(Clients.begin(server.port()));
      server.resume();
      Await.until("it accepts", () -> server.stats().accepted() > 0);
      server.stall();
      long accepted = server.stats().accepted();
      for (SocketChannel client : clients) client.close();
      return accepted;
    }
  }

  /// A client that has said nothing still waits when one that came later has been served.
  @ParameterizedTest
  @MethodSource("spokenToFirst")
  void oneThatIsSpokenToFirstGreetsNobodyUnasked(AcceptStrategy strategy) throws Exception {
    try (ServerProcess server = Servers.start(strategy, idle());
        SocketChannel silent = Clients.begin(server.port())) {
      assertThat(Clients.greeting(server.port(), strategy.request())).endsWith("HELLO");
      assertThat(silent.finishConnect()).isTrue();
      assertThat(silent.read(ByteBuffer.allocate(1))).isZero();
      assertThat(Clients.talk(silent, strategy.request())).endsWith("HELLO");
    }
  }
}
