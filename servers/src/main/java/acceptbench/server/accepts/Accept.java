package acceptbench.server.accepts;

/// One connection that a server accepted.
///
/// @param atNanos when accept returned, as [System#nanoTime] has it, which is the same clock in all
///     processes of a machine (CLOCK_MONOTONIC)
/// @param client which one it is of, as [acceptbench.linux.socket.Sockaddr#client] tells them apart
/// @param listener which of the server's listeners it came from, from 0
public record Accept(long atNanos, int client, int listener) {}
