package acceptbench.linux;

import java.util.concurrent.CompletableFuture;

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
    return over(child.onExit(), name);
  }

  /// Begins to watch a child that its owner keeps to itself.
  ///
  /// @param end completes when the child has ended
  /// @param name what the child is, `server nio-selector` say
  public static ChildWatch over(CompletableFuture<Process> end, String name) {
    ChildWatch watch = new ChildWatch();
    var _ = end.thenAccept(ended -> watch.ended(ended, name));
    return watch;
  }

  /// Begins to watch the children of a child, and theirs: none of them may end before [#close]. How
  /// they ended is told to their own parent only.
  public static ChildWatch overDescendants(long child, String name) {
    ChildWatch watch = new ChildWatch();
    ProcessHandle.of(child).stream()
        .flatMap(ProcessHandle::descendants)
        .forEach(process -> watch.over(process, name));
    return watch;
  }

  /// From here on the child may be killed: its owner is about to end it.
  @Override
  public void close() {
    closed = true;
  }

  private void ended(Process child, String name) {
    if (child.exitValue() == KILLED) lost(child.toHandle(), name);
  }

  private void over(ProcessHandle process, String name) {
    var _ = process.onExit().thenAccept(ended -> lost(ended, name));
  }

  private void lost(ProcessHandle process, String name) {
    if (closed) return;
    System.err.println(MARK + name + " (process " + process.pid() + ") was killed");
    System.err.flush();
    ParentWatch.haltWithChildren(KILLED);
  }
}
