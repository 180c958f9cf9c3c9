package acceptbench.server;

import acceptbench.linux.CloseStack;
import acceptbench.linux.process.Signals;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Processes that are stopped by SIGSTOP until they are told to continue.
public final class StoppedProcesses implements HeldProcesses {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final List<Long> pids;

  private StoppedProcesses(List<Long> pids) {
    this.pids = List.copyOf(pids);
  }

  /// Stops processes, and returns when each of their threads has stopped: the signal alone does not
  /// mean that yet.
  ///
  /// @throws IOException where one of them has ended or does not stop; the others go on then
  public static StoppedProcesses stop(List<Long> pids) throws IOException {
    StoppedProcesses stopped = new StoppedProcesses(pids);
    try {
      for (long pid : pids) Signals.send(pid, Signals.SIGSTOP);
      long start = System.nanoTime();
      for (long pid : pids) awaitStopped(pid, start);
      return stopped;
    } catch (IOException e) {
      stopped.resumption().closeAfter(e);
      throw e;
    }
  }

  private static void awaitStopped(long pid, long start) throws IOException {
    while (!hasStopped(pid)) {
      if (System.nanoTime() - start > DEADLINE.toNanos())
        throw new IOException(
            "process %d did not stop within %d s".formatted(pid, DEADLINE.toSeconds()));
      pause();
    }
  }

  /// Lets them go on: those that are left, where one has ended.
  ///
  /// @throws IOException where one has ended
  @Override
  public void resume() throws IOException {
    resumption().close();
  }

  private CloseStack resumption() {
    CloseStack all = new CloseStack();
    for (long pid : pids) all.add(() -> Signals.send(pid, Signals.SIGCONT));
    return all;
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MICROSECONDS.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while processes were to stop", e);
    }
  }

  private static boolean hasStopped(long pid) throws IOException {
    String[] threads = new File("/proc/" + pid + "/task").list();
    if (threads == null) throw new IOException("process " + pid + " has ended");
    for (String thread : threads) if (!threadHasStopped(pid, thread)) return false;
    return true;
  }

  /// The third field of `/proc/PID/task/TID/stat` is the state (proc(5)); the second is a name in
  /// parentheses that may hold anything.
  private static boolean threadHasStopped(long pid, String thread) throws IOException {
    Path stat = Path.of("/proc/" + pid + "/task/" + thread + "/stat");
    try (BufferedReader reader = Files.newBufferedReader(stat)) {
      String line = reader.readLine();
      return line == null || "TZX".indexOf(line.charAt(line.lastIndexOf(')') + 2)) >= 0;
    } catch (IOException e) {
      // It has just ended: there is no such file, or it is open and can't be read (ESRCH).
      if (Files.notExists(stat)) return true;
      throw e;
    }
  }
}
