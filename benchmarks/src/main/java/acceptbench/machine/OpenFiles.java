package acceptbench.machine;

/// How many files a process of a run has to be allowed to open (`ulimit -n`): one for each
/// connection, and some more.
public final class OpenFiles {
  /// What a client or a server has open besides its connections: the JVM's own files, Netty's,
  /// pipes, epoll descriptors.
  public static final int BESIDE_CONNECTIONS = 200;

  private OpenFiles() {}

  /// What that many connections at once take in either process.
  public static long neededBy(long connections) {
    return connections + BESIDE_CONNECTIONS;
  }
}
