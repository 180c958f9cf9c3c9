package acceptbench.server.parameter;

/// Whom a connection wakes where several threads wait for one listener, each in an epoll instance
/// of its own.
public enum EpollWake implements Labelled {
  /// The first in the row that is idle (EPOLLEXCLUSIVE).
  EXCLUSIVE("exclusive"),

  /// All that wait, of which one gets it and the others find nothing: the thundering herd.
  HERD("herd"),

  /// As [#EXCLUSIVE], and after its first accept and then after every sixteenth a thread takes the
  /// listener out of its epoll instance and adds it anew, which puts it at the end of the row: what
  /// nginx does since 1.21.6 (`ngx_reorder_accept_events`).
  RE_ADD("re-add");

  private final String label;

  EpollWake(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }
}
