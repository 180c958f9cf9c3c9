package acceptbench.server.strategy;

/// A property of a strategy in the catalogue. A strategy lists its traits in its entry, and tests
/// check that each strategy has the traits that it lists, and no others.
public enum Trait implements Property {
  /// It listens through the JDK's sockets, which take 50 where they are given a backlog below 1.
  JDK_SOCKETS,

  /// Each worker has a listener of its own on the port (SO_REUSEPORT), and so an accept queue.
  QUEUE_PER_WORKER,

  /// Which of those queues a connection goes to depends on the CPU that it came in on: on loopback
  /// all connections of a client on one CPU go to one.
  STEERED,

  /// Each worker accepts, and is counted as an acceptor of its own, rather than one for all.
  ACCEPTING_WORKERS,

  /// It has the descriptor of each connection, and says how long that was in the accept queue.
  QUEUE_WAITS,

  /// The kernel takes connections out of the queue for it before it knows of them, so that it can't
  /// say when.
  ACCEPTS_AHEAD,

  /// It waits for its listener to be ready, and says how often that ended because connections were
  /// there. In other strategies accept itself is the wait, or a program doesn't say.
  TELLS_WAKEUPS,

  /// It waits in accept(2), for which the kernel has already reserved a descriptor: with none left
  /// it accepts one more.
  DESCRIPTOR_IN_HAND,

  /// It obeys commands between two batches of accepting, and never within one.
  WHOLE_BATCHES,

  /// It accepts one connection per wake-up or all that there are, and no number in between.
  ONE_OR_ALL,

  /// It checks the backlog itself, and takes none below 0.
  NO_NEGATIVE_BACKLOG,

  /// It can set TCP_DEFER_ACCEPT on its listeners.
  DEFERS_ACCEPT,

  /// It calls listen(2) itself, and so has no backlog of its own to fall back on.
  NO_DEFAULT_BACKLOG,

  /// It is a real program: it doesn't say what it accepted and served, burns no CPU time for us,
  /// can't be kept busy, and takes no backlog below 1.
  PROGRAM,

  /// A program whose handler is ours, and burns the handler's CPU time.
  OUR_HANDLER,

  /// It is the user's own: nobody else knows who speaks first, or which backlogs it takes. It is
  /// measured where somebody asks for it, and not as one of all.
  NAMED_BY_USER
}
