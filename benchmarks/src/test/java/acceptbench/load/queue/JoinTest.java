package acceptbench.load.queue;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.linux.socket.Sockaddr;
import acceptbench.load.LatencyRecorder;
import acceptbench.server.accepts.Accept;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JoinTest {
  private final HandshakeEnds handshakes = new HandshakeEnds();

  @Test
  void aPortThatIsUsedAgainIsAnotherConnection() {
    handshakes.greeted(handshakes.add(1_000, 10, 12), 25);
    handshakes.add(1_000, 30, 32);
    handshakes.greeted(handshakes.add(1_000, 50, 52), 70);
    // The second one was a ghost.
    Join join = join(new Accept(20, 1_000, 0), new Accept(60, 1_000, 1));
    assertThat(join.accepted()).isEqualTo(2);
    assertThat(join.notAccepted()).isEqualTo(1);
    assertThat(join.strangers()).isZero();
    assertThat(join.connections())
        .containsExactly(
            new Join.Connection(0, 10, false, 10, 12, 20, 25),
            new Join.Connection(1, 50, false, 50, 52, 60, 70));
  }

  /// The port of the one is taken by the other when it is free again.
  @Test
  void severalClientsConnectionsAreInTheOrderOfTheirTimes() {
    HandshakeEnds other = new HandshakeEnds();
    handshakes.loadBegins(5);
    other.loadBegins(4);
    handshakes.greeted(handshakes.add(1_000, 10, 12), 25);
    int retried = other.add(1_000, 30, 32);
    other.began(retried, 28, true);
    other.greeted(retried, 45);
    handshakes.greeted(handshakes.add(1_000, 50, 52), 70);
    HandshakeEnds all = HandshakeEnds.ofAll(List.of(other, handshakes));
    Join join =
        Join.of(
            all,
            List.of(new Accept(20, 1_000, 0), new Accept(40, 1_000, 0), new Accept(60, 1_000, 0)));
    assertThat(join.loadBegan()).isEqualTo(4);
    assertThat(join.connections())
        .containsExactly(
            new Join.Connection(0, 10, false, 10, 12, 20, 25),
            new Join.Connection(0, 28, true, 30, 32, 40, 45),
            new Join.Connection(0, 50, false, 50, 52, 60, 70));
    assertThat(HandshakeEnds.ofAll(List.of(other))).isSameAs(other);
  }

  @Test
  void anIpv6ClientOfTheSamePortIsAnother() {
    int ipv6 = Sockaddr.client(new InetSocketAddress(InetAddress.ofLiteral("::1"), 1_000));
    handshakes.add(1_000, 10, 12);
    handshakes.add(ipv6, 14, 16);
    Join join = join(new Accept(20, ipv6, 0), new Accept(22, 1_000, 0));
    assertThat(join.strangers()).isZero();
    assertThat(join.connections()).extracting(Join.Connection::accepted).containsExactly(22L, 20L);
  }

  @Test
  void anAcceptWithoutAHandshakeIsAStrangers() {
    handshakes.add(1_000, 10, 12);
    Join join =
        join(
            new Accept(5, 1_000, 0), // before its connect
            new Accept(20, 1_000, 0),
            new Accept(21, 1_000, 0), // the same once more
            new Accept(22, 2_000, 0));
    assertThat(join.accepted()).isEqualTo(1);
    assertThat(join.strangers()).isEqualTo(3);
  }

  /// The client was away, and noticed after the server had accepted.
  @Test
  void aConnectionIsQueuedNoLaterThanItWasAccepted() {
    handshakes.greeted(handshakes.add(1, 10, 1_000), 1_001);
    ExactQueue queue = queue(1, new Accept(40, 1, 0));
    assertThat(queue.waits().getMaxValue()).isZero();
    assertThat(queue.waitErrorNanos()).isEqualTo(30);
    assertThat(queue.dispatches().getMaxValue()).isEqualTo(961);
    assertThat(queue.peak()).isEqualTo(1);
  }

  /// Three at once by the earliest times, two by those that the client noticed.
  @Test
  void whatTheClientNoticesLateIsTheErrorOfThePeak() {
    handshakes.add(1, 10, 11);
    handshakes.add(2, 12, 13);
    handshakes.add(3, 14, 60);
    ExactQueue queue = queue(1, new Accept(40, 1, 0), new Accept(50, 2, 0), new Accept(70, 3, 0));
    assertThat(queue.peak()).isEqualTo(2);
    assertThat(queue.unseen()).isEqualTo(1);
    assertThat(queue.waits().getMaxValue()).isEqualTo(37);
    assertThat(queue.waitErrorNanos()).isEqualTo(46);
  }

  /// 127 clients and room for 51 or 52, as it was measured once: 76 SYNs come again together, and
  /// their clients are connected before the first of their final ACKs is looked at; then 51 are
  /// queued, and when these are accepted, the others.
  @Test
  void aClientThatTriedTwiceMayBeConnectedBeforeItIsQueued() {
    List<Accept> accepts = new ArrayList<>();
    for (int client = 0; client < 51; client++) {
      handshakes.add(client, client, client);
      accepts.add(new Accept(1_000 + client, client, 0));
    }
    for (int client = 51; client < 127; client++) {
      handshakes.began(handshakes.add(client, 2_000, 2_010), client, true);
      accepts.add(new Accept((client < 102 ? 2_100 : 2_200) + client, client, 0));
    }
    ExactQueue queue = queue(1, accepts.toArray(Accept[]::new));
    assertThat(queue.peak()).isEqualTo(76);
    assertThat(queue.early()).isEqualTo(25);
    assertThat(new PeakCheck(76, 0, 1 + queue.early(), 50, 1, true, 51).problems()).isEmpty();
    assertThat(new PeakCheck(76, 0, 1, 50, 1, true, 51).problems()).hasSize(1);
  }

  /// Whoever sent one SYN is queued when it knows.
  @Test
  void aClientThatTriedOnceIsQueuedWhenItIsConnected() {
    for (int client = 0; client < 76; client++) handshakes.add(client, client, client);
    Accept[] accepts =
        IntStream.range(0, 76).mapToObj(it -> new Accept(1_000 + it, it, 0)).toArray(Accept[]::new);
    assertThat(queue(1, accepts).early()).isZero();
  }

  @Test
  void eachListenerHasAQueueOfItsOwn() {
    for (int port = 1; port <= 5; port++) handshakes.add(port, port, port);
    ExactQueue queue =
        queue(
            2,
            new Accept(40, 1, 1),
            new Accept(41, 2, 0),
            new Accept(42, 3, 0),
            new Accept(43, 4, 0),
            new Accept(44, 5, 1));
    assertThat(queue.peak(0)).isEqualTo(3);
    assertThat(queue.peak(1)).isEqualTo(2);
    assertThat(queue.peak()).isEqualTo(3);
    assertThat(queue.unseen()).isZero();
  }

  private Join join(Accept... accepts) {
    return Join.of(handshakes, List.of(accepts));
  }

  private ExactQueue queue(int listeners, Accept... accepts) {
    return new ExactQueue(
        join(accepts), listeners, LatencyRecorder.durations(), LatencyRecorder.durations());
  }
}
