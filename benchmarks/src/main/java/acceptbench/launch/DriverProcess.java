package acceptbench.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The driver as a child of the launcher. It shares the launcher's standard streams, is told when
/// the launcher ends, and gets a folder for temporary files that is deleted when the driver ends.
final class DriverProcess {
  /// How long a driver that has been told to end may stand still. One that is alive takes less than
  /// the 2 s in which everything has to go, and more only where the machine has no CPU for it.
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long LOOK_MILLIS = 20;

  private final Runnable tellInterruption;
  private @Nullable Path temporary;
  private @Nullable Process process;
  private boolean ending;
  private boolean ended;

  /// @param tellInterruption tells the user of an interruption that the driver is not yet far
  ///     enough to tell of
  DriverProcess(Runnable tellInterruption) {
    this.tellInterruption = tellInterruption;
  }

  /// Has the driver, and all that it starts, end with this process: by Ctrl-C, SIGTERM or SIGHUP.
  /// Called before [#start], so that a driver can't be left behind.
  void endWithThisProcess() {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end of the driver"));
    } catch (IllegalStateException hasBegun) {
      // This process is ending already, and Java takes no more acts for that. As JvmEnd does it,
      // which older versions of Java can't read.
      end();
      while (true) LockSupport.park();
    }
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

  /// Whether this process is being ended, which then is why the driver ended.
  synchronized boolean isEnding() {
    return ending;
  }

  /// This process has done its work, or can't: from now on its end is no interruption.
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
    if (process != null) {
      Process driver = process;
      // Once the driver is gone its children can't be found any more, so they are listed before.
      List<ProcessHandle> descendants = driver.descendants().toList();
      SecondSignal.then(() -> kill(driver, descendants));
      end(driver, descendants);
    }
    boolean told = temporary != null && TemporaryFolder.knowsThatInterruptionWasTold(temporary);
    if (!ended && !told) tellInterruption.run();
    if (temporary != null) TemporaryFolder.delete(temporary);
  }

  /// Ends a driver and all that it has started: as soon as it has done its last act, or stands
  /// still.
  static void end(Process process, List<ProcessHandle> descendants) {
    process.destroy();
    try {
      awaitEnd(process);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill(process, descendants);
  }

  private static void kill(Process process, List<ProcessHandle> descendants) {
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  private static void awaitEnd(Process process) throws InterruptedException {
    long start = System.nanoTime();
    long moved = start;
    Progress last = Progress.of(process);
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      long now = System.nanoTime();
      Progress progress = Progress.of(process);
      if (!progress.equals(last)) moved = now;
      last = progress;
      if (now - moved > PATIENCE_NANOS || now - start > LONGEST_NANOS) return;
    }
  }

  /// What changes while a driver ends: it uses CPU time, and its descendants become fewer.
  private record Progress(long descendants, Optional<Duration> cpu) {
    static Progress of(Process process) {
      return new Progress(process.descendants().count(), process.info().totalCpuDuration());
    }
  }
}
