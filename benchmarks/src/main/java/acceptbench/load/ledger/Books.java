package acceptbench.load.ledger;

import java.io.IOException;

/// A load's account, which is settled while all of its evidence is still open.
public interface Books {
  /// Closes the account: reads what is still open together with a snapshot of the caller's, so that
  /// both belong to the same moment.
  <T> Settlement<T> settle(Snapshot<T> snapshot) throws IOException;

  /// Closes the connections that [#settle] needed to be open.
  void closeAll();
}
