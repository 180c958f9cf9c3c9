package acceptbench.linux.process;

import java.util.concurrent.locks.LockSupport;

/// What is still to be done when this JVM ends: by itself, by Ctrl-C, SIGTERM or SIGHUP.
public final class JvmEnd {
  private JvmEnd() {}

  /// Has an act done at the end. Where the end has begun already, when Java takes no more of them,
  /// it is done at once, and the caller goes no further: this does not return. To be called without
  /// a lock that another act might need.
  ///
  /// @param name the name of the thread that does it
  public static void act(String name, Runnable act) {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(act, name));
    } catch (IllegalStateException hasBegun) {
      act.run();
      while (true) LockSupport.park();
    }
  }
}
