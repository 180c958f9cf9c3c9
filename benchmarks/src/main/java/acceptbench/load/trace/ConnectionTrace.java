package acceptbench.load.trace;

import java.util.Arrays;
import java.util.List;

/// Each connection of a load by itself: when it was meant to start, when it did, when its handshake
/// ended and its first byte came, how many SYNs it sent, and where it ended. Times are as
/// [System#nanoTime] has them.
///
/// All arrays are there before the load begins, so that the client's pace is the same with them: to
/// note an event is to write one number. What comes after the first [#MOST] connections is not
/// kept, and the account says so by its size: [#size] is less than the ledger's `attempted`.
///
/// A connection is noted by the slot that it has in the client while it lives. Where it ended is in
/// an array of bytes: one of references would take four times the room.
@SuppressWarnings("EnumOrdinal")
public final class ConnectionTrace {
  /// The most connections that are kept between two [#reset]s; their arrays take 20 MB.
  public static final int MOST = 500_000;

  /// In place of a time, or a number, of something that has not happened.
  public static final long NEVER = Long.MIN_VALUE;

  private static final int NO_ROW = -1;

  private static final Fate[] FATES = Fate.values();

  private final int[] rows;
  private final long[] intended;
  private final long[] started;
  private final long[] connected;
  private final long[] greeted;
  private final int[] handshakes;
  private final byte[] retries;
  private final byte[] fates;
  private int size;

  private ConnectionTrace(int slots, int most) {
    rows = new int[slots];
    intended = new long[most];
    started = new long[most];
    connected = new long[most];
    greeted = new long[most];
    handshakes = new int[most];
    retries = new byte[most];
    fates = new byte[most];
  }

  /// Keeps nothing.
  public static ConnectionTrace off() {
    return new ConnectionTrace(0, 0);
  }

  /// Keeps the first [#MOST] connections.
  ///
  /// @param slots the most connections that live at once
  public static ConnectionTrace on(int slots) {
    return on(slots, MOST);
  }

  /// Keeps fewer, as one of several does.
  ///
  /// @param most how many connections are kept at most
  public static ConnectionTrace on(int slots, int most) {
    ConnectionTrace trace = new ConnectionTrace(slots, most);
    Arrays.fill(trace.rows, NO_ROW);
    return trace;
  }

  /// Those of several clients, in the order of their starts.
  ///
  /// @param handshakes by client which number each of its handshakes has among all
  public static ConnectionTrace ofAll(List<ConnectionTrace> clients, List<int[]> handshakes) {
    if (clients.size() == 1) return clients.getFirst();
    ConnectionTrace all = on(1, clients.stream().mapToInt(own -> own.size).sum());
    int[] taken = new int[clients.size()];
    for (int next = earliest(clients, taken); next >= 0; next = earliest(clients, taken))
      all.copy(clients.get(next), taken[next]++, handshakes.get(next));
    return all;
  }

  /// The client whose next connection, of those not taken yet, started first; -1 where all are
  /// taken.
  private static int earliest(List<ConnectionTrace> clients, int[] taken) {
    int earliest = -1;
    long start = Long.MAX_VALUE;
    for (int client = 0; client < taken.length; client++) {
      ConnectionTrace own = clients.get(client);
      if (taken[client] == own.size || own.started[taken[client]] >= start) continue;
      earliest = client;
      start = own.started[taken[client]];
    }
    return earliest;
  }

  private void copy(ConnectionTrace other, int row, int[] numbers) {
    intended[size] = other.intended[row];
    started[size] = other.started[row];
    connected[size] = other.connected[row];
    greeted[size] = other.greeted[row];
    handshakes[size] = other.handshakes[row] < 0 ? NO_ROW : numbers[other.handshakes[row]];
    retries[size] = other.retries[row];
    fates[size] = other.fates[row];
    size++;
  }

  public boolean isOn() {
    return rows.length > 0;
  }

  /// A connection has taken a slot.
  ///
  /// @param intendedAt when it was meant to start
  /// @param startedAt when it did
  public void started(int slot, long intendedAt, long startedAt) {
    if (rows.length == 0) return;
    if (size == intended.length) {
      rows[slot] = NO_ROW;
      return;
    }
    int row = size++;
    rows[slot] = row;
    intended[row] = intendedAt;
    started[row] = startedAt;
    connected[row] = NEVER;
    greeted[row] = NEVER;
    handshakes[row] = NO_ROW;
    retries[row] = 0;
    fates[row] = NO_ROW;
  }

  private int row(int slot) {
    return rows.length == 0 ? NO_ROW : rows[slot];
  }

  /// Its handshake has ended for the client.
  ///
  /// @param handshake its number, as [acceptbench.load.queue.HandshakeEnds] counts them
  public void connected(int slot, int handshake, long at) {
    int row = row(slot);
    if (row < 0) return;
    handshakes[row] = handshake;
    connected[row] = at;
  }

  /// How many SYNs of it were sent again: none, unless this says more. The kernel gives up long
  /// before a byte is too small for that (`tcp_syn_retries` is 127 at most).
  public void sentAgain(int slot, int syns) {
    int row = row(slot);
    if (row >= 0) retries[row] = (byte) syns;
  }

  /// The first byte of its greeting has come.
  public void served(int slot, long at) {
    int row = row(slot);
    if (row < 0) return;
    greeted[row] = at;
    fates[row] = (byte) Fate.SERVED.ordinal();
  }

  /// It has ended, or its account is closed, in another way. The last word counts.
  public void ended(int slot, Fate fate) {
    int row = row(slot);
    if (row >= 0) fates[row] = (byte) fate.ordinal();
  }

  /// Forgets all.
  public void reset() {
    size = 0;
  }

  /// How many connections are kept.
  public int size() {
    return size;
  }

  /// When the connection in that place was meant to start; places are in the order of the starts.
  public long intended(int row) {
    return intended[row];
  }

  /// When it did start.
  public long started(int row) {
    return started[row];
  }

  /// When its handshake had ended; [#NEVER] where it has not.
  public long connected(int row) {
    return connected[row];
  }

  /// When its first byte came; [#NEVER] where it has not.
  public long greeted(int row) {
    return greeted[row];
  }

  /// The number of its handshake; -1 where that has not ended.
  public int handshake(int row) {
    return handshakes[row];
  }

  /// How many SYNs it sent.
  public int syns(int row) {
    return 1 + retries[row];
  }

  /// Where it ended.
  ///
  /// @throws IllegalStateException before the account is closed
  public Fate fate(int row) {
    if (fates[row] < 0) throw new IllegalStateException("connection " + row + " has not ended");
    return FATES[fates[row]];
  }
}
