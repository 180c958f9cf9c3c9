package acceptbench.linux;

/// Ends this process when the one it works for has ended, however that came about; the children it
/// has go with it. Without this a SIGKILL to a parent leaves its children running.
public final class ParentWatch {
  private static final int ORPHANED = 1;

  private ParentWatch() {}

  /// Follows the driver, in a process that the driver started: to be called early, any number of
  /// times. Does nothing where there is no driver, in a benchmark started by an IDE say.
  public static void start() {
    RunOrigin.current().ifPresent(origin -> Holder.start(origin.driver()));
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
                haltWithChildren(ORPHANED);
              }
            });
  }

  /// Kills all processes that this one has started, and theirs, and then this one.
  static void haltWithChildren(int exitCode) {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    Runtime.getRuntime().halt(exitCode);
  }

  /// One watch is enough for a process, and class initialization happens once.
  private static final class Holder {
    private static boolean started;

    static synchronized void start(long parent) {
      if (started) return;
      started = true;
      ParentWatch.start(parent, () -> {});
    }
  }
}
