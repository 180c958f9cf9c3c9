package acceptbench.server;

import acceptbench.linux.process.CpuAffinity;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Starts processes that are pinned to CPUs and die with this one.
///
/// A new thread starts the process and waits until it has ended. The process inherits its CPU
/// affinity from that thread, so the caller's affinity is not changed. A child's parent-death
/// signal ([acceptbench.linux.process.Signals#onParentDeath]) comes when the *thread* that started
/// it ends; so that thread has to outlive the child, even if the caller's thread ends.
public final class ChildProcess {
  /// A fork of a JVM takes milliseconds. This is for a machine that is short of memory.
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private ChildProcess() {}

  /// Starts a program.
  ///
  /// @param cpus where the process and all its threads may run; empty means where the caller may
  /// @throws IOException where the program can't be run, whatever the reason, or has not started
  ///     within 30 seconds, or the CPUs are none of this machine's
  public static Process start(ProcessBuilder program, BitSet cpus) throws IOException {
    return start(program, cpus, DEADLINE);
  }

  static Process start(ProcessBuilder program, BitSet cpus, Duration deadline) throws IOException {
    CompletableFuture<Process> started = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("parent of " + program.command().getFirst())
        .start(() -> parent(program, cpus, started));
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

  private static void parent(
      ProcessBuilder program, BitSet cpus, CompletableFuture<Process> started) {
    try {
      if (!cpus.isEmpty()) CpuAffinity.set(cpus);
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
