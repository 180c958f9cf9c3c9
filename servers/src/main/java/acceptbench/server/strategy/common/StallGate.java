package acceptbench.server.strategy.common;

import java.net.SocketAddress;

/// The acceptor's side of a stall, for a thread that is blocked in accept.
///
/// Such a thread would still take the next connection, whatever flag it finds afterwards. So a
/// stall sends it a [Sentinel]: all that had queued up before that has been accepted by then, and
/// nothing after it will be. With several acceptors on one queue each gets a sentinel of its own.
public interface StallGate {
  /// Whether a sentinel may be among the connections, so that the peer's address is of interest.
  boolean expectsSentinel();

  /// Whether the peer is the sentinel. The acceptor then resets that connection and calls
  /// [#beStalled].
  boolean isSentinel(SocketAddress peer);

  /// Returns when the stall has ended. For the acceptor's thread.
  void beStalled();
}
