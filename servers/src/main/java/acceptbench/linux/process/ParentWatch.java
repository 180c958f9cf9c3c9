package acceptbench.linux.process;

import acceptbench.linux.ErrnoException;

/// Ends this process, and its children, when the one that it works for has ended for any reason.
/// Without this a SIGKILL to a parent leaves its children running.
public final class ParentWatch {
  private static final String PARENT = "acceptbench.parent";
  private static final int ORPHANED = 1;

  private static boolean started;

  private ParentWatch() {}

  /// The JVM argument that tells a process which one [#start()] is to follow. It changes no result.
  public static String jvmArgument(long parent) {
    return "-D" + PARENT + "=" + parent;
  }

  /// Follows the process that [#jvmArgument] named; to be called early, once or more often. Does
  /// nothing where none was named, as in a benchmark that was started from an IDE.
  public static synchronized void start() {
    String parent = System.getProperty(PARENT);
    if (parent == null || started) return;
    started = true;
    start(Long.parseLong(parent), () -> {});
  }

  /// Follows a process: a daemon thread sleeps until it ends.
  ///
  /// @param parent the process id to follow
  /// @param lastAct is run before this process halts; it has to be quick
  public static void start(long parent, Runnable lastAct) {
    Thread.ofPlatform()
        .daemon()
        .name("parent watch")
        .start(
            () -> {
              try {
                ProcessEnd.await(parent);
                lastAct.run();
              } catch (ErrnoException | InterruptedException e) {
                System.err.println("can't watch process " + parent + ": " + e);
              } finally {
                haltWithChildren();
              }
            });
  }

  /// Kills all processes that this one has started, and theirs, and then this one.
  private static void haltWithChildren() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    Runtime.getRuntime().halt(ORPHANED);
  }
}
