package acceptbench.server.parameter;

/// What a stalled acceptor does instead of accepting, or what keeps it from that.
public enum StallKind implements Labelled {
  /// It waits, and its thread sleeps; an event loop goes on with the connections that it has.
  PAUSE("pause"),

  /// Its thread burns CPU, as with a handler that does not return.
  BUSY("busy"),

  /// Its whole process is stopped (SIGSTOP), which to the kernel looks like a long garbage
  /// collection pause.
  STOP("stop"),

  /// Its process gets no descriptor any more (RLIMIT_NOFILE): accept(2) fails with EMFILE, and what
  /// the server does then is up to it.
  DESCRIPTORS("descriptors");

  private final String label;

  StallKind(String label) {
    this.label = label;
  }

  /// Whether it is done to the acceptor's whole process, from outside.
  public boolean isFromOutside() {
    return this == STOP || this == DESCRIPTORS;
  }

  @Override
  public String label() {
    return label;
  }
}
