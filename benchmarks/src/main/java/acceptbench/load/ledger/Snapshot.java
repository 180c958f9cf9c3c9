package acceptbench.load.ledger;

import java.io.IOException;

/// Reads something at one moment.
///
/// @param <T> what is read
@FunctionalInterface
public interface Snapshot<T> {
  T take() throws IOException;
}
