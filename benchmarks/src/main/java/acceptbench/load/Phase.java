package acceptbench.load;

import acceptbench.load.trace.Fate;

/// What a connection is in, seen from the client. The last five are where it ends: each attempt
/// ends in one of them.
public enum Phase {
  /// Not started yet.
  PLANNED,
  /// A SYN has been sent; nothing has come back.
  CONNECTING,
  /// The handshake is over for the client. The server may not know the connection.
  CONNECTED,
  /// The first byte of the greeting came.
  SERVED,
  /// ESTABLISHED for the client, and no socket at the server: proved by [GhostProof].
  GHOST,
  /// Ended by the server without a greeting, by RST or FIN.
  RESET,
  /// Nobody listens: ECONNREFUSED.
  REFUSED,
  /// Still unserved when the client's patience ended, or given up by the kernel (ETIMEDOUT).
  TIMED_OUT;

  static Phase of(Fate fate) {
    return switch (fate) {
      case SERVED -> SERVED;
      case GHOST -> GHOST;
      case RESET -> RESET;
      case REFUSED -> REFUSED;
      case TIMED_OUT -> TIMED_OUT;
    };
  }

  /// Whether the attempt is over.
  public boolean ended() {
    return compareTo(SERVED) >= 0;
  }
}
