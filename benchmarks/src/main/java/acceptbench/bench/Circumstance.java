package acceptbench.bench;

/// What an [IterationAccount] has to know of a cell, each so or not.
enum Circumstance {
  /// All of the network namespace's counters are this run's own, so that they have to balance.
  OWN_NETWORK,

  /// The kernel drops SYNs at a full SYN queue: it may not send cookies.
  NO_COOKIES,

  /// Clients say something before the server does.
  CLIENT_SPEAKS_FIRST,

  /// The server was asked how long connections were in the accept queue.
  QUEUE_WAIT
}
