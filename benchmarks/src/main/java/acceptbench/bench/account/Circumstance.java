package acceptbench.bench.account;

/// Facts about a cell that an [IterationAccount] has to know.
public enum Circumstance {
  /// The network namespace belongs to this run alone, so its counters have to balance.
  OWN_NETWORK,

  /// The kernel drops SYNs at a full SYN queue: it may not send cookies.
  NO_COOKIES,

  /// Clients speak before the server does.
  CLIENT_SPEAKS_FIRST,

  /// The server was asked how long connections were in the accept queue.
  QUEUE_WAIT,

  /// The server is the user's own program: it may connect somewhere itself.
  USERS_PROGRAM
}
