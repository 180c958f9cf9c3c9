package acceptbench.server;

/// How many connections an acceptor takes each time it wakes up, where its mechanism has the
/// choice.
public enum AcceptBatch implements Labelled {
  /// What the strategy does by itself: all for the JDK's Selector and our own epoll loops (one
  /// where they share a descriptor), 16 for Netty on NIO, one for Netty on epoll, one for nginx.
  USUAL("usual"),

  /// One, and then back to waiting.
  ONE("one"),

  /// Until the queue is empty.
  ALL("all");

  private final String label;

  AcceptBatch(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
