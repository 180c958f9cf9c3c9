package acceptbench.server;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Starts processes that die with this one. They run where the caller may.
///
/// A new thread starts the process and waits until it has ended. A child's parent-death
/// signal ([acceptbench.linux.process.Signals#onParentDeath]) comes when the *thread* that started
/// it ends; so that thread has to outlive the child, even if the caller's thread ends.
public final class ChildProcess {
  /// A fork of a JVM takes milliseconds. This is for a machine that is short of memory.
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private ChildProcess() {}

  /// Starts a program.
  ///
  /// @throws IOException where the program can't be run, whatever the reason, or has not started
  ///     within 30 seconds
  public static Process start(ProcessBuilder program) throws IOException {
    return start(program, DEADLINE);
  }

  static Process start(ProcessBuilder program, Duration deadline) throws IOException {
    CompletableFuture<Process> started = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("parent of " + program.command().getFirst())
        .start(() -> parent(program, started));
    try {
      return started.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      Throwable cause = started.exceptionNow();
      String message = cause instanceof IOException ? cause.getMessage() : cause.toString();
      throw new IOException(message, cause);
    } catch (TimeoutException e) {
      started.cancel(false);
      throw new IOException(
          "'%s' did not start within %d ms"
              .formatted(program.command().getFirst(), deadline.toMillis()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      started.cancel(false);
      throw new IOException("interrupted while a process started", e);
    }
  }

  private static void parent(ProcessBuilder program, CompletableFuture<Process> started) {
    try {
      Process process = program.start();
      if (!started.complete(process)) process.destroyForcibly();
      process.onExit().join();
    } catch (Throwable e) {
      // An OutOfMemoryError also where there may be no more threads: Java wants one for each
      // process.
      started.completeExceptionally(e);
    }
  }
}
