package acceptbench.server.strategy.common;

import acceptbench.linux.Errno;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.parameter.StallKind;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/// How Java's sockets and Netty fail where the process (EMFILE) or the machine (ENFILE) has no
/// descriptor left for accept(2). The connection stays in the queue, so an acceptor that tries
/// again at once fails again at once.
///
/// That is what our own acceptors do, as loops around accept usually do: they burn a CPU until
/// there are descriptors again, and then accept at once. Netty waits a second each time.
///
/// To be made beforehand, as loading this class takes a descriptor too.
public final class NoDescriptor {
  private final String ofProcess = Errno.text(Errno.EMFILE);
  private final String ofMachine = Errno.text(Errno.ENFILE);

  /// Loads what the JDK needs for the first line of a log, time zones say, which are in a file: one
  /// that fails for lack of a descriptor ends the thread that logs. For servers that log it.
  public static void prepareLog(ServerConfig config) {
    if (config.stallKind() != StallKind.DESCRIPTORS) return;
    LogRecord line = new LogRecord(Level.WARNING, "it looks like this");
    line.setThrown(new IllegalStateException());
    new SimpleFormatter().format(line);
  }

  /// Whether that is what has failed. There is nothing to tell it by but the C library's words.
  public boolean isCause(Throwable failure) {
    String message = failure.getMessage();
    return message != null && (message.contains(ofProcess) || message.contains(ofMachine));
  }
}
