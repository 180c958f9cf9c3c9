package acceptbench.server.parameter;

/// Which worker gets the next connection, where the acceptor decides.
public enum WorkerChoice implements Labelled {
  /// The one after the last.
  ROUND_ROBIN("round-robin"),

  /// The one that has the fewest connections in hand.
  LEAST_BUSY("least-busy");

  private final String label;

  WorkerChoice(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
