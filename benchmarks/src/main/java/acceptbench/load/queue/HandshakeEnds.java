package acceptbench.load.queue;

import java.util.Arrays;

/// When the handshakes of a load ended, and from which ports: in arrays that grow, so that no
/// object is made for a connection. Times are as [System#nanoTime] has them.
///
/// The client notices the end of a handshake late: it is between `notBefore` and `end`.
public final class HandshakeEnds {
  /// In place of the time of something that has not happened.
  static final long NEVER = Long.MAX_VALUE;

  private int[] ports = new int[4_096];
  private long[] notBefore = new long[4_096];
  private long[] ends = new long[4_096];
  private long[] greetings = new long[4_096];
  private int size;

  /// Adds one, in the order in which they are noticed.
  ///
  /// @param port the client's
  /// @param earliest when it had not ended yet
  /// @param noticed when it had
  /// @return its number, for [#greeted]
  public int add(int port, long earliest, long noticed) {
    if (size == ports.length) grow();
    ports[size] = port;
    notBefore[size] = earliest;
    ends[size] = noticed;
    greetings[size] = NEVER;
    return size++;
  }

  private void grow() {
    ports = Arrays.copyOf(ports, 2 * size);
    notBefore = Arrays.copyOf(notBefore, 2 * size);
    ends = Arrays.copyOf(ends, 2 * size);
    greetings = Arrays.copyOf(greetings, 2 * size);
  }

  /// The first byte of the answer has come.
  public void greeted(int number, long nanos) {
    greetings[number] = nanos;
  }

  public void reset() {
    size = 0;
  }

  public int size() {
    return size;
  }

  int port(int number) {
    return ports[number];
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
