package acceptbench.load.queue;

import acceptbench.linux.socket.Sockaddr;
import acceptbench.server.accepts.Accept;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Both ends of each connection of a load: the client's handshake and the server's accept, matched
/// by which client it is ([Sockaddr#client]): by its port and what it speaks. A port may be used
/// again and again: an accept belongs to the last of its handshakes that had begun.
public final class Join {
  private static final int NONE = -1;

  private final HandshakeEnds handshakes;
  private final @Nullable Accept[] accepts;
  private int accepted;
  private int strangers;

  private Join(HandshakeEnds handshakes) {
    this.handshakes = handshakes;
    this.accepts = new Accept[handshakes.size()];
  }

  /// Joins them.
  ///
  /// @param accepts in the order of time
  public static Join of(HandshakeEnds handshakes, List<Accept> accepts) {
    Join join = new Join(handshakes);
    join.match(accepts);
    return join;
  }

  private void match(List<Accept> all) {
    int[] current = new int[Sockaddr.CLIENTS];
    Arrays.fill(current, NONE);
    int[] next = followers(current);
    for (Accept accept : all) {
      int number = current[accept.client()];
      while (number != NONE && next[number] != NONE && begun(next[number], accept))
        number = next[number];
      current[accept.client()] = number;
      if (number == NONE || accepts[number] != null || !begun(number, accept)) {
        strangers++;
      } else {
        accepts[number] = accept;
        accepted++;
      }
    }
  }

  private boolean begun(int number, Accept accept) {
    return handshakes.notBefore(number) <= accept.atNanos();
  }

  /// Which handshake was the next one of the same client.
  ///
  /// @param first receives the first one of each
  private int[] followers(int[] first) {
    int[] next = new int[handshakes.size()];
    Arrays.fill(next, NONE);
    int[] last = new int[Sockaddr.CLIENTS];
    Arrays.fill(last, NONE);
    for (int number = 0; number < handshakes.size(); number++) {
      int client = handshakes.client(number);
      if (last[client] == NONE) first[client] = number;
      else next[last[client]] = number;
      last[client] = number;
    }
    return next;
  }

  /// How many connections both ends know of.
  public int accepted() {
    return accepted;
  }

  /// How many handshakes ended that the server has not accepted.
  public int notAccepted() {
    return handshakes.size() - accepted;
  }

  /// How many accepts belong to none of this client's handshakes.
  public int strangers() {
    return strangers;
  }

  /// What the server noted of a handshake's connection; empty where it has noted nothing.
  ///
  /// @param handshake its number, from 0
  public Optional<Accept> accept(int handshake) {
    return Optional.ofNullable(accepts[handshake]);
  }

  /// When the load began.
  long loadBegan() {
    return handshakes.loadBegan();
  }

  /// The connections that both ends know of.
  List<Connection> connections() {
    List<Connection> connections = new ArrayList<>(accepted);
    for (int number = 0; number < accepts.length; number++) {
      Accept accept = accepts[number];
      if (accept != null) connections.add(connection(number, accept));
    }
    return connections;
  }

  /// A connection is in the queue no later than it was accepted, however late the client has
  /// noticed.
  private Connection connection(int number, Accept accept) {
    return new Connection(
        accept.listener(),
        handshakes.start(number),
        handshakes.retried(number),
        handshakes.notBefore(number),
        Math.min(handshakes.end(number), accept.atNanos()),
        accept.atNanos(),
        handshakes.greeting(number));
  }

  /// One connection that both ends know of; times are as [System#nanoTime] has them.
  ///
  /// @param start when it was meant to start
  /// @param retried whether it took more than one SYN
  /// @param notBefore when it was not in the queue yet
  /// @param queued when it was in the queue at the latest
  /// @param greeted when the first byte came; [HandshakeEnds#NEVER] where none did
  record Connection(
      int listener,
      long start,
      boolean retried,
      long notBefore,
      long queued,
      long accepted,
      long greeted) {
    /// When it was in the queue whatever the client noticed.
    ///
    /// SYNs that are sent again are sent by a timer, many at once. All of them are answered before
    /// the kernel comes to the first final ACK, and a client on another CPU sees that meanwhile: of
    /// 45 it saw 45 connected and none queued (Linux 6.18, in 5 of 5 trials).
    long queuedForSure() {
      return retried ? accepted : queued;
    }

    boolean wasGreeted() {
      return greeted != HandshakeEnds.NEVER;
    }
  }
}
