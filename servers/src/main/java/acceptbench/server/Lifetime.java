package acceptbench.server;

import acceptbench.linux.process.Signals;
import java.io.IOException;

/// How long a server's processes live: until the process that started them ends, or one of their
/// threads fails.
public final class Lifetime {
  private Lifetime() {}

  /// Ends this process with its parent, and with the first thread that ends by an exception: a
  /// server without its acceptor would look like a slow one.
  ///
  /// @throws IOException where the kernel refuses prctl(2), PR_SET_PDEATHSIG
  public static void endsWithParent() throws IOException {
    Signals.onParentDeath(Signals.SIGKILL);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> {
          thrown.printStackTrace();
          Runtime.getRuntime().halt(1);
        });
  }

  /// Ends this process at once: nothing of a server's waits for the JVM's own end
  /// ([Runtime#exit]), which looks in each jar of the class path for somebody who wants to log it.
  public static void end(int exitCode) {
    Runtime.getRuntime().halt(exitCode);
  }
}
