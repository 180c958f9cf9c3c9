package acceptbench.load;

import static acceptbench.linux.socket.SocketConstants.AF_INET;
import static acceptbench.linux.socket.SocketConstants.SOCK_NONBLOCK;
import static acceptbench.linux.socket.SocketConstants.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.kernel.CounterReader;
import acceptbench.kernel.KernelCounters;
import acceptbench.kernel.Sysctls;
import acceptbench.kernel.Sysctls.Setting;
import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.Endpoint;
import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.IpAddress;
import acceptbench.linux.socket.PacketFilter;
import acceptbench.linux.socket.Sockaddr;
import acceptbench.linux.socket.TcpInfo;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.linux.socket.TcpState;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.Requirement;
import acceptbench.testing.SlowLoopback;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NeedsPrivateNetwork.class)
class GhostProofTest {
  private static final int BACKLOG = 5;
  private static final int QUEUE = BACKLOG + 1;
  private static final int HELD = 20;

  /// All that was sent has arrived.
  private static final long LONG = TimeUnit.SECONDS.toNanos(10);

  private static final int MOST_TRIES = 20;

  /// For how long nothing has come, as the proof is told.
  private static final long SILENCE = TimeUnit.MILLISECONDS.toNanos(300);

  /// Bytes of a datagram on the loopback besides what it carries.
  private static final int UDP_HEADERS = 14 + 20 + 8;

  private final CounterReader reader = CounterReader.ofCallingThread();
  private final TcpInfo info = new TcpInfo();

  /// Connections whose SYN-ACKs do not get through yet.
  private static int[] held(int port, int count) throws ErrnoException {
    int[] clients = new int[count];
    try (Arena arena = Arena.ofConfined()) {
      for (int i = 0; i < count; i++) {
        clients[i] = Libc.socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        PacketFilter.dropEverything(clients[i]);
        int result =
            Libc.connect(
                clients[i], Sockaddr.allocate(arena, IpAddress.LOOPBACK, port), Sockaddr.SIZE);
        assertThat(result).isEqualTo(-Errno.EINPROGRESS);
      }
    }
    return clients;
  }

  private int state(int fd) {
    assertThat(info.read(fd)).isZero();
    return info.state();
  }

  private int established(int[] clients) {
    int count = 0;
    for (int client : clients) if (state(client) == TcpState.ESTABLISHED) count++;
    return count;
  }

  private void awaitEstablished(int[] clients, int atLeast) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (established(clients) < atLeast) {
      assertThat(System.nanoTime())
          .as("%d clients ESTABLISHED in time", atLeast)
          .isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /// Where the timers of several CPUs send SYNs again, clients may be let in at once: one more for
  /// each further CPU.
  private static int fullQueue(int port) throws ErrnoException {
    int queued = queued(port);
    assertThat(queued).isBetween(QUEUE, QUEUE + Runtime.getRuntime().availableProcessors() - 1);
    return queued;
  }

  private static int queued(int port) throws ErrnoException {
    try (InetDiag diag = new InetDiag()) {
      return diag.listeners(port).getFirst().queued();
    }
  }

  private Connections connected(int[] clients) {
    Connections connections = new Connections(clients.length);
    for (int client : clients) {
      int slot = connections.start(client, 0);
      if (state(client) == TcpState.ESTABLISHED) connections.enter(slot, Phase.CONNECTED);
    }
    return connections;
  }

  private static void close(int listener, int[]... clients) {
    for (int[] some : clients) for (int client : some) TcpSocket.closeWithReset(client);
    Libc.close(listener);
  }

  /// Ends when each client is connected or has sent its SYN again, and no more find room.
  private void awaitSentAgain(int[] clients, int port) throws ErrnoException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!haveSentAgain(clients) || queued(port) < QUEUE) {
      assertThat(System.nanoTime())
          .as("SYNs sent again in time; %d clients ESTABLISHED", established(clients))
          .isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private boolean haveSentAgain(int[] clients) {
    for (int client : clients)
      if (state(client) != TcpState.ESTABLISHED && info.synRetransmissions() == 0) return false;
    return true;
  }

  /// Whether there are ghosts is left to the kernel's timers: where they send the SYNs again one by
  /// one, the queue is full before one more is answered.
  @Test
  void aClientWhoseCookieMetAFullQueueIsProvedAGhostAndNoOtherOneIs() throws IOException {
    try (Setting _ = Sysctls.ofThisMachine().set(Map.of("net.ipv4.tcp_syncookies", 2L))) {
      List<String> seen = new ArrayList<>();
      while (!ghostsWereProved(seen))
        assertThat(seen).as("tries, none of which made a ghost").hasSizeLessThan(MOST_TRIES);
    }
  }

  /// @param seen what each try saw
  /// @return whether there were ghosts
  private boolean ghostsWereProved(List<String> seen) throws IOException {
    int listener = TcpSocket.listen(0, BACKLOG, 0, false);
    int port = TcpSocket.localPort(listener);
    int[] clients = held(port, HELD);
    try (GhostProof proof = new GhostProof(Endpoint.loopback(port))) {
      KernelCounters before = reader.read();
      for (int client : clients) PacketFilter.detach(client);
      awaitSentAgain(clients, port);
      // In this order: who is in the queue was connected before.
      int inTheQueue = fullQueue(port);
      Connections connections = connected(clients);
      int beyondTheQueue = connections.count(Phase.CONNECTED) - inTheQueue;

      for (int looks = 0; looks < 3; looks++)
        assertThat(proof.look(connections, 0)).as("their ACKs may be under way").isZero();
      assertThat(proof.look(connections, LONG)).as("proved by one look alone").isZero();
      assertThat(proof.look(connections, LONG)).isEqualTo(beyondTheQueue).isNotNegative();
      assertThat(connections.count(Phase.CONNECTED)).isEqualTo(inTheQueue);
      assertThat(reader.read().minus(before).get("SyncookiesRecv"))
          .isGreaterThanOrEqualTo(inTheQueue + beyondTheQueue);
      seen.add("queued %d, beyond the queue %d".formatted(inTheQueue, beyondTheQueue));
      return beyondTheQueue > 0;
    } finally {
      close(listener, clients);
    }
  }

  /// Its SYN and the answer came through at once, and its ACK waits behind others' packets.
  @Test
  void whoseFinalAckHasLongToWaitIsNoGhost() throws IOException {
    try (Setting _ = Sysctls.ofThisMachine().set(Map.of("net.ipv4.tcp_syncookies", 2L))) {
      for (int tries = 0; tries < MOST_TRIES; tries++) if (finalAckWaitsAndIsNoGhost()) return;
    }
    Requirement.require(
        false, "a quieter machine: in each of " + MOST_TRIES + " tries a packet came too late");
  }

  /// @return whether the final ACK came so late as to prove anything
  private boolean finalAckWaitsAndIsNoGhost() throws IOException {
    int listener = TcpSocket.listen(0, BACKLOG, 0, false);
    int port = TcpSocket.localPort(listener);
    int client = Libc.socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    try (SlowLoopback _ = new SlowLoopback("20kbit");
        DatagramChannel others = DatagramChannel.open();
        GhostProof proof = new GhostProof(Endpoint.loopback(port));
        Arena arena = Arena.ofConfined()) {
      others.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
      others.connect(others.getLocalAddress());
      // Of the 3,000 bytes that pass at once, enough for a SYN are left, and not for its answer.
      others.write(ByteBuffer.allocate(3_000 - 110 - UDP_HEADERS));
      Libc.connect(client, Sockaddr.allocate(arena, IpAddress.LOOPBACK, port), Sockaddr.SIZE);
      others.write(ByteBuffer.allocate(2_500));
      awaitEstablished(new int[] {client}, 1);
      assertThat(info.read(client)).isZero();
      boolean fast = info.roundTripMicros() < TimeUnit.NANOSECONDS.toMicros(SILENCE) / 2;
      Connections connections = connected(new int[] {client});
      for (int looks = 0; looks < 3; looks++)
        assertThat(proof.look(connections, SILENCE)).as("no ghost at look %d", looks).isZero();
      proof.dump();
      boolean late = proof.isAbsent(client);
      long deadline = System.nanoTime() + LONG;
      while (proof.isAbsent(client)) {
        assertThat(System.nanoTime()).as("the ACK comes").isLessThan(deadline);
        LockSupport.parkNanos(1_000_000);
        proof.dump();
      }
      return fast && late;
    } finally {
      close(listener, new int[] {client});
    }
  }

  @Test
  void aConnectionThatTheServerHoldsInSynRecvIsHalfOpenAndNoGhost() throws IOException {
    int listener = TcpSocket.listen(0, BACKLOG, 0, false);
    int port = TcpSocket.localPort(listener);
    int[] clients = held(port, 3);
    int[] queued = new int[QUEUE];
    try (GhostProof proof = new GhostProof(Endpoint.loopback(port))) {
      for (int i = 0; i < QUEUE; i++) queued[i] = TcpSocket.connect(port);
      for (int client : clients) PacketFilter.detach(client);
      awaitEstablished(clients, clients.length);
      Connections connections = connected(clients);

      assertThat(proof.look(connections, LONG)).isZero();
      assertThat(proof.look(connections, LONG)).isZero();
      assertThat(connections.count(Phase.CONNECTED)).isEqualTo(clients.length);
      for (int client : clients) assertThat(proof.isHalfOpen(client)).isTrue();
    } finally {
      close(listener, clients, queued);
    }
  }
}
