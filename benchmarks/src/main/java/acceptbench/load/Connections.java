package acceptbench.load;

import java.util.Arrays;

/// The connections in flight and those kept open as evidence: one slot each, in arrays, so that
/// none costs an object.
///
/// A slot is taken when a connection starts and given back when its socket is closed. Ghosts and
/// connections that timed out keep theirs until the load has been settled. Counts are in an array
/// by phase: an EnumMap would box each of them.
@SuppressWarnings("EnumOrdinal")
public final class Connections {
  private final int[] descriptors;
  private final long[] intendedStartNanos;
  private final long[] startNanos;
  private final int[] handshakes;
  private final boolean[] connected;
  private final Phase[] phases;
  private final int[] counts = new int[Phase.values().length];
  private final int[] free;
  private int freeCount;

  Connections(int capacity) {
    descriptors = new int[capacity];
    intendedStartNanos = new long[capacity];
    startNanos = new long[capacity];
    handshakes = new int[capacity];
    connected = new boolean[capacity];
    phases = new Phase[capacity];
    free = new int[capacity];
    Arrays.fill(phases, Phase.PLANNED);
    // The lowest slot is on top, so that slots are taken in the order of the connections.
    for (int i = 0; i < capacity; i++) free[i] = capacity - 1 - i;
    freeCount = capacity;
  }

  int capacity() {
    return phases.length;
  }

  boolean full() {
    return freeCount == 0;
  }

  /// How many connections are neither planned nor ended.
  int inFlight() {
    return count(Phase.CONNECTING) + count(Phase.CONNECTED);
  }

  int count(Phase phase) {
    return counts[phase.ordinal()];
  }

  /// Takes a slot for a connection that starts when it was meant to.
  int start(int descriptor, long intendedNanos) {
    return start(descriptor, intendedNanos, intendedNanos);
  }

  /// Takes a slot for a connection that starts now.
  ///
  /// @param nanos when that is
  int start(int descriptor, long intendedNanos, long nanos) {
    int slot = free[--freeCount];
    descriptors[slot] = descriptor;
    intendedStartNanos[slot] = intendedNanos;
    startNanos[slot] = nanos;
    connected[slot] = false;
    phases[slot] = Phase.CONNECTING;
    counts[Phase.CONNECTING.ordinal()]++;
    return slot;
  }

  void enter(int slot, Phase phase) {
    counts[phases[slot].ordinal()]--;
    counts[phase.ordinal()]++;
    phases[slot] = phase;
    if (phase == Phase.CONNECTED) connected[slot] = true;
  }

  /// Gives the slot back; the count of connections in its phase stays.
  void release(int slot) {
    phases[slot] = Phase.PLANNED;
    free[freeCount++] = slot;
  }

  /// Sets all counts of ended connections to 0.
  void forgetEnded() {
    for (Phase phase : Phase.values()) if (phase.ended()) counts[phase.ordinal()] = 0;
  }

  Phase phase(int slot) {
    return phases[slot];
  }

  /// Whether the handshake has ended for the client.
  boolean wasConnected(int slot) {
    return connected[slot];
  }

  int descriptor(int slot) {
    return descriptors[slot];
  }

  /// The number of its handshake, as [acceptbench.load.queue.HandshakeEnds] counts them.
  int handshake(int slot) {
    return handshakes[slot];
  }

  void setHandshake(int slot, int number) {
    handshakes[slot] = number;
  }

  /// When it really started.
  long startNanos(int slot) {
    return startNanos[slot];
  }

  long intendedStartNanos(int slot) {
    return intendedStartNanos[slot];
  }
}
