package acceptbench.server.parameter;

/// What a stalled acceptor does instead of accepting.
public enum StallKind implements Labelled {
  /// It waits, and its thread sleeps; an event loop goes on with the connections that it has.
  PAUSE("pause"),

  /// Its thread burns CPU, as with a handler that does not return.
  BUSY("busy"),

  /// Its whole process is stopped (SIGSTOP), which to the kernel looks like a long garbage
  /// collection pause.
  STOP("stop");

  private final String label;

  StallKind(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
