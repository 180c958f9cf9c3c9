package acceptbench.load.arrival;

/// Something that the client's loop does at a given time of the load, such as ending a stall. It is
/// not done if the load ends before.
///
/// @param atNanos nanoseconds after the load's start
/// @param afterConnections whether a client that is late first starts the connections that were
///     meant to start before that time, so that their number does not depend on it
/// @param action must not wait, as it stops the client meanwhile
public record TimedAction(long atNanos, boolean afterConnections, Runnable action) {
  /// At that time, whatever the client has left to do.
  public TimedAction(long atNanos, Runnable action) {
    this(atNanos, false, action);
  }

  /// Whether it is to be done.
  ///
  /// @param now nanoseconds after the load's start
  /// @param nextStart when the next connection is meant to start
  public boolean isDue(long now, long nextStart) {
    return atNanos <= now && (!afterConnections || atNanos <= nextStart);
  }
}
