package acceptbench.load.queue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// When the handshakes of a load ended, and of which clients: in arrays that grow, so that no
/// object is made for a connection. Times are as [System#nanoTime] has them.
///
/// The client notices the end of a handshake late: it is between `notBefore` and `end`.
public final class HandshakeEnds {
  /// In place of the time of something that has not happened.
  static final long NEVER = Long.MAX_VALUE;

  private int[] clients = new int[4_096];
  private long[] starts = new long[4_096];
  private long[] notBefore = new long[4_096];
  private long[] ends = new long[4_096];
  private long[] greetings = new long[4_096];
  private final BitSet retried = new BitSet();
  private int size;
  private long loadBegan = NEVER;

  /// Those of several clients, in the order in which they were noticed: a port that one client has
  /// closed may be the next one's.
  public static HandshakeEnds ofAll(List<HandshakeEnds> clients) {
    if (clients.size() == 1) return clients.getFirst();
    HandshakeEnds all = new HandshakeEnds();
    for (HandshakeEnds own : clients) all.loadBegins(own.loadBegan);
    eachInOrder(clients, (client, number) -> all.copy(clients.get(client), number));
    return all;
  }

  /// Which number each handshake of each client has in [#ofAll].
  public static List<int[]> numbers(List<HandshakeEnds> clients) {
    List<int[]> numbers = clients.stream().map(own -> new int[own.size]).toList();
    AtomicInteger next = new AtomicInteger();
    eachInOrder(clients, (client, number) -> numbers.get(client)[number] = next.getAndIncrement());
    return numbers;
  }

  private interface Taker {
    void take(int client, int number);
  }

  private static void eachInOrder(List<HandshakeEnds> clients, Taker taker) {
    int[] taken = new int[clients.size()];
    for (int next = earliest(clients, taken); next >= 0; next = earliest(clients, taken))
      taker.take(next, taken[next]++);
  }

  /// The client whose next handshake, of those not taken yet, ended first; -1 where all are taken.
  private static int earliest(List<HandshakeEnds> clients, int[] taken) {
    int earliest = -1;
    long end = NEVER;
    for (int client = 0; client < taken.length; client++) {
      HandshakeEnds own = clients.get(client);
      if (taken[client] == own.size || own.ends[taken[client]] >= end) continue;
      earliest = client;
      end = own.ends[taken[client]];
    }
    return earliest;
  }

  private void copy(HandshakeEnds other, int number) {
    int copy = add(other.clients[number], other.notBefore[number], other.ends[number]);
    began(copy, other.starts[number], other.retried.get(number));
    greeted(copy, other.greetings[number]);
  }

  /// A load begins; if several do between two [#reset]s, the first one counts.
  public void loadBegins(long nanos) {
    loadBegan = Math.min(loadBegan, nanos);
  }

  /// Adds one, in the order in which they are noticed.
  ///
  /// @param client which one, as [acceptbench.linux.socket.Sockaddr#client] tells them apart
  /// @param earliest when it had not ended yet
  /// @param noticed when it had
  /// @return its number, for [#began] and [#greeted]
  public int add(int client, long earliest, long noticed) {
    if (size == clients.length) grow();
    clients[size] = client;
    starts[size] = earliest;
    notBefore[size] = earliest;
    ends[size] = noticed;
    greetings[size] = NEVER;
    retried.clear(size);
    return size++;
  }

  private void grow() {
    clients = Arrays.copyOf(clients, 2 * size);
    starts = Arrays.copyOf(starts, 2 * size);
    notBefore = Arrays.copyOf(notBefore, 2 * size);
    ends = Arrays.copyOf(ends, 2 * size);
    greetings = Arrays.copyOf(greetings, 2 * size);
  }

  /// How it began.
  ///
  /// @param intended when it was meant to start
  /// @param sentAgain whether it took more than one SYN
  public void began(int number, long intended, boolean sentAgain) {
    starts[number] = intended;
    retried.set(number, sentAgain);
  }

  /// The first byte of the answer has come.
  public void greeted(int number, long nanos) {
    greetings[number] = nanos;
  }

  /// When the first answer after a time came; [Long#MAX_VALUE] where none did.
  public long firstGreetedAfter(long nanos) {
    long first = NEVER;
    for (int i = 0; i < size; i++) if (greetings[i] > nanos) first = Math.min(first, greetings[i]);
    return first;
  }

  public void reset() {
    size = 0;
    loadBegan = NEVER;
  }

  public int size() {
    return size;
  }

  /// When the load began.
  public long loadBegan() {
    return loadBegan;
  }

  int client(int number) {
    return clients[number];
  }

  /// When it was meant to start.
  long start(int number) {
    return starts[number];
  }

  /// Whether it took more than one SYN.
  boolean retried(int number) {
    return retried.get(number);
  }

  long notBefore(int number) {
    return notBefore[number];
  }

  long end(int number) {
    return ends[number];
  }

  long greeting(int number) {
    return greetings[number];
  }
}
