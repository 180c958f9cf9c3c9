package acceptbench.linux.process;

import acceptbench.linux.ErrnoException;

/// Ends this process when the one it works for has ended, however that came about; the children it
/// has go with it. Without this a SIGKILL to a parent leaves its children running.
public final class ParentWatch {
  private static final String PARENT = "acceptbench.parent";
  private static final int ORPHANED = 1;

  private static boolean started;

  private ParentWatch() {}

  /// The JVM argument that tells a process whom [#start()] is to follow. It changes no result.
  public static String jvmArgument(long parent) {
    return "-D" + PARENT + "=" + parent;
  }

  /// Follows the process that [#jvmArgument] named: to be called early, any number of times. Does
  /// nothing where none was named, in a benchmark that an IDE started say.
  public static synchronized void start() {
    String parent = System.getProperty(PARENT);
    if (parent == null || started) return;
    started = true;
    start(Long.parseLong(parent), () -> {});
  }

  /// Follows a process. A daemon thread waits for its end and wakes up for nothing else.
  ///
  /// @param parent the process id to follow
  /// @param lastAct what is still to be done before this process halts; it has to be quick
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
