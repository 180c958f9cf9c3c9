package acceptbench.kernel;

/// How many half-open connections a listener holds, and why no more.
///
/// @param entries connections in SYN_RECV
/// @param rule what binds
/// @param cookiesBeyond whether a further SYN is answered with a cookie; it is dropped otherwise
public record SynQueueLimit(long entries, Rule rule, boolean cookiesBeyond) {
  /// The rules of `tcp_conn_request` (`net/ipv4/tcp_input.c`) that limit the SYN queue.
  public enum Rule {
    /// Cookies are sent always, so that nothing is kept.
    ALWAYS_COOKIES,
    /// The effective backlog.
    BACKLOG,
    /// Three quarters of tcp_max_syn_backlog, which holds with cookies off and for peers that are
    /// not proven by cached metrics.
    MAX_SYN_BACKLOG,
    /// A power of two, in kernels before 4.4.
    POWER_OF_TWO
  }
}
