package acceptbench.server.parameter;

/// What a server does about connections beyond the most that it keeps open.
public enum AtLimit implements Labelled {
  /// It accepts nobody until one of them is closed: the others wait in the accept queue, or outside
  /// of it.
  WAIT("wait"),

  /// It accepts each of the others and closes it at once.
  CLOSE("close");

  private final String label;

  AtLimit(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
