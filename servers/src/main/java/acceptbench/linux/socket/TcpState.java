package acceptbench.linux.socket;

/// States of a TCP socket, numbered as in `include/net/tcp_states.h`.
public final class TcpState {
  public static final int ESTABLISHED = 1;
  public static final int SYN_SENT = 2;
  public static final int SYN_RECV = 3;
  public static final int FIN_WAIT1 = 4;
  public static final int FIN_WAIT2 = 5;
  public static final int TIME_WAIT = 6;
  public static final int CLOSE = 7;
  public static final int CLOSE_WAIT = 8;
  public static final int LAST_ACK = 9;
  public static final int LISTEN = 10;
  public static final int CLOSING = 11;
  /// How inet_diag is asked for half-open connections; it answers with [#SYN_RECV].
  public static final int NEW_SYN_RECV = 12;

  private TcpState() {}
}
