package acceptbench.load.ledger;

import acceptbench.load.queue.HandshakeEnds;
import acceptbench.load.trace.ConnectionTrace;
import java.io.IOException;
import java.util.Optional;

/// The account of a load. It is settled while all connections that are evidence are still open.
public interface Books {
  /// Closes the account: reads what is still open together with a snapshot of the caller's, so that
  /// both belong to the same moment.
  <T> Settlement<T> settle(Snapshot<T> snapshot) throws IOException;

  /// When handshakes ended, where that was kept.
  default Optional<HandshakeEnds> handshakes() {
    return Optional.empty();
  }

  /// Each connection by itself, where that was kept; it is whole once the account is settled.
  default Optional<ConnectionTrace> trace() {
    return Optional.empty();
  }

  /// How many connections have been served.
  long served();

  /// Closes the connections that [#settle] needed to be open.
  void closeAll();
}
