package acceptbench.profile;

/// What is kept of a connection. Times are in nanoseconds after the beginning of the iteration's
/// load.
///
/// @param intendedStart when it was meant to start
/// @param start when it did
/// @param handshake when the client knew that the handshake had ended; [#UNKNOWN] where it has not
/// @param accept when the server noted that accept had returned; [#UNKNOWN] where it has not, or
///     where no server notes that
/// @param firstByte when the first byte of the greeting had come; [#UNKNOWN] where none did
/// @param synsSent how many SYNs it took, those included that were sent again
/// @param listener which of the server's listeners it came from, from 0; negative where that is not
///     known
/// @param fate where it ended: `served`, `ghost`, `reset`, `refused`, `timedOut`
public record ConnectionRow(
    long intendedStart,
    long start,
    long handshake,
    long accept,
    long firstByte,
    int synsSent,
    int listener,
    String fate) {
  /// In place of a time that is not known.
  public static final long UNKNOWN = Long.MIN_VALUE;

  /// The columns' names, which stay as they are.
  static final String HEADER =
      "cell,launch,iteration,connection,intendedStartNanos,startNanos,handshakeNanos,acceptNanos,"
          + "firstByteNanos,synsSent,listener,fate";

  /// Its columns from `intendedStartNanos` on. What is not known is empty.
  void appendTo(StringBuilder line) {
    for (long time : new long[] {intendedStart, start, handshake, accept, firstByte}) {
      if (time != UNKNOWN) line.append(time);
      line.append(',');
    }
    line.append(synsSent).append(',');
    if (listener >= 0) line.append(listener);
    line.append(',').append(fate);
  }
}
