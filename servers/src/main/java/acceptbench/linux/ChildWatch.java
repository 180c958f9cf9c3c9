package acceptbench.linux;

/// Ends this process when a child of it was killed by somebody else (SIGKILL): a run whose
/// processes are shot must not go on as if it were whole.
///
/// The exit code is again that of a killed process, so that it climbs from a worker to its server,
/// to the JMH fork, to the driver; the line on standard error says where it began.
public final class ChildWatch implements AutoCloseable {
  /// How [Process#exitValue] shows SIGKILL: 128 + 9.
  public static final int KILLED = 137;

  /// Begins the line that names the killed process; the driver looks for it.
  public static final String MARK = "acceptbench: ";

  private volatile boolean closed;

  private ChildWatch() {}

  /// Begins to watch.
  ///
  /// @param name what the child is, `server nio-selector` say
  public static ChildWatch over(Process child, String name) {
    ChildWatch watch = new ChildWatch();
    var _ = child.onExit().thenAccept(ended -> watch.ended(ended, name));
    return watch;
  }

  /// From here on the child may be killed: its owner is about to end it.
  @Override
  public void close() {
    closed = true;
  }

  private void ended(Process child, String name) {
    if (closed || child.exitValue() != KILLED) return;
    System.err.println(MARK + name + " (process " + child.pid() + ") was killed by SIGKILL");
    System.err.flush();
    ParentWatch.haltWithChildren(KILLED);
  }
}
