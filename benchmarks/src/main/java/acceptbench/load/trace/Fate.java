package acceptbench.load.trace;

/// Where a connection ended, under the names of [acceptbench.load.ledger.Ledger].
public enum Fate {
  /// The first byte of the greeting came.
  SERVED("served"),
  /// ESTABLISHED for the client, and no socket at the server.
  GHOST("ghost"),
  /// Ended by the server without a greeting.
  RESET("reset"),
  /// Nobody listens.
  REFUSED("refused"),
  /// Still unserved when the client's patience ended.
  TIMED_OUT("timedOut");

  private final String label;

  Fate(String label) {
    this.label = label;
  }

  /// As the ledger's metrics have it: `timedOut`.
  public String label() {
    return label;
  }
}
