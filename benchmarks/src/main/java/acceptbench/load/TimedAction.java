package acceptbench.load;

/// Something that the client's loop does at a time of the load: let a stalled acceptor go on, say.
/// Where the load ends before that time it is not done.
///
/// @param atNanos nanoseconds after the load's start
/// @param action must not wait, since the client stands still meanwhile
public record TimedAction(long atNanos, Runnable action) {}
