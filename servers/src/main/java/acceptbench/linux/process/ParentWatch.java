package acceptbench.linux.process;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.EventFd;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Ends this process, and its children, when the one that it works for has ended for any reason.
/// Without this a SIGKILL to a parent leaves its children running.
public final class ParentWatch {
  private static final String PARENT = "acceptbench.parent";
  private static final int ORPHANED = 1;

  /// How long [#end] waits for the watch to end; the JVM itself waits 0.3 s.
  private static final Duration LONGEST_END = Duration.ofMillis(300);

  private static @Nullable ParentWatch current;

  private final EventFd over;
  private final Thread thread;

  private ParentWatch(long parent, Runnable lastAct) throws ErrnoException {
    over = new EventFd();
    thread =
        Thread.ofPlatform().daemon().name("parent watch").unstarted(() -> watch(parent, lastAct));
  }

  /// The JVM argument that tells a process which one [#start()] is to follow. It changes no result.
  public static String jvmArgument(long parent) {
    return "-D" + PARENT + "=" + parent;
  }

  /// Follows the process that [#jvmArgument] named until this JVM is told to exit; to be called
  /// early, once or more often. Does nothing where none was named, as in a benchmark that was
  /// started from an IDE.
  public static void start() {
    if (startNamed()) JvmEnd.act("end of the parent watch", ParentWatch::end);
  }

  private static synchronized boolean startNamed() {
    String parent = System.getProperty(PARENT);
    if (parent == null || current != null) return false;
    start(Long.parseLong(parent), () -> {});
    return true;
  }

  /// Follows a process: a daemon thread sleeps until it ends.
  ///
  /// @param parent the process id to follow
  /// @param lastAct is run before this process halts; it has to be quick
  public static synchronized void start(long parent, Runnable lastAct) {
    try {
      ParentWatch watch = new ParentWatch(parent, lastAct);
      watch.thread.start();
      // Not before: a thread that could not be created has no end to wait for.
      current = watch;
    } catch (ErrnoException e) {
      System.err.println("can't watch process " + parent + ": " + e);
    }
  }

  /// Stops following it: for a process that is about to exit. A JVM that exits waits 0.3 s for
  /// threads in native code (`VM_Exit::wait_for_threads_in_native_to_block`, JDK 25), as the one of
  /// the watch is.
  public static synchronized void end() {
    if (current == null) return;
    current.over.signal();
    try {
      current.thread.join(LONGEST_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch(long parent, Runnable lastAct) {
    try {
      if (!ProcessEnd.awaitUnless(parent, over)) return;
    } catch (ErrnoException | InterruptedException e) {
      System.err.println("can't watch process " + parent + ": " + e);
    }
    try {
      lastAct.run();
    } finally {
      haltWithChildren();
    }
  }

  /// Kills all processes that this one has started, and theirs, and then this one.
  private static void haltWithChildren() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    Runtime.getRuntime().halt(ORPHANED);
  }
}
