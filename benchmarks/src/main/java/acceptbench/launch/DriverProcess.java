package acceptbench.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The driver as a child of the launcher: shares its standard streams, hears of its end, and gets a
/// folder for temporary files that is gone when it is.
final class DriverProcess {
  /// Together with what the driver itself takes, less than the 2 s in which everything has to go.
  private static final int PATIENCE_MILLIS = 1500;

  private final Runnable tellInterruption;
  private @Nullable Path temporary;
  private @Nullable Process process;
  private boolean ending;
  private boolean ended;

  /// @param tellInterruption tells the user, where the driver itself could not: it takes a moment
  ///     until that runs
  DriverProcess(Runnable tellInterruption) {
    this.tellInterruption = tellInterruption;
  }

  /// Forwards the end of this process, be it by Ctrl-C, SIGTERM or SIGHUP, and lets nothing live
  /// on. Comes before [#start], so that there is no moment in which a driver could be left behind.
  void endWithThisProcess() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end of the driver"));
  }

  /// Makes the folder for temporary files, which is deleted when this JVM ends.
  synchronized Path makeTemporaryFolder() throws UserError {
    temporary = TemporaryFolder.create();
    return temporary;
  }

  /// Starts the driver and waits for its end.
  ///
  /// @return its exit code; 128 + n where signal n ended it
  int run(List<String> command) throws IOException, InterruptedException {
    int code = start(command).waitFor();
    synchronized (this) {
      ended = !ending && code != ExitCode.INTERRUPTED && code != ExitCode.TERMINATED;
    }
    return code;
  }

  /// Whether the end of this process has begun, and is what ended the driver.
  synchronized boolean isEnding() {
    return ending;
  }

  /// This process has done what it was started for, or can't: nothing more is to be told.
  synchronized void over() {
    ended = true;
  }

  private synchronized Process start(List<String> command) throws IOException {
    if (ending) throw new IOException("interrupted");
    process = new ProcessBuilder(command).inheritIO().start();
    return process;
  }

  private synchronized void end() {
    ending = true;
    if (process != null) end(process);
    boolean told = temporary != null && TemporaryFolder.knowsThatInterruptionWasTold(temporary);
    if (!ended && !told) tellInterruption.run();
    if (temporary != null) TemporaryFolder.delete(temporary);
  }

  private static void end(Process process) {
    // Once the driver is gone its children can't be found any more, so they are listed before.
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroy();
    try {
      process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }
}
