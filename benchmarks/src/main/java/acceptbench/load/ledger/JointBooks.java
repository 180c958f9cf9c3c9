package acceptbench.load.ledger;

import acceptbench.load.queue.HandshakeEnds;
import acceptbench.load.trace.ConnectionTrace;
import java.io.IOException;
import java.util.Optional;

/// Two accounts of one load, settled at the same moment and reported as one.
public record JointBooks(Books first, Books second) implements Books {
  @Override
  public <T> Settlement<T> settle(Snapshot<T> snapshot) throws IOException {
    Settlement<Settlement<T>> outer = first.settle(() -> second.settle(snapshot));
    Settlement<T> inner = outer.snapshot();
    return new Settlement<>(outer.ledger().plus(inner.ledger()), inner.snapshot());
  }

  @Override
  public Optional<HandshakeEnds> handshakes() {
    return first.handshakes().or(second::handshakes);
  }

  @Override
  public Optional<ConnectionTrace> trace() {
    return first.trace().or(second::trace);
  }

  @Override
  public long served() {
    return first.served() + second.served();
  }

  @Override
  public void closeAll() {
    first.closeAll();
    second.closeAll();
  }
}
