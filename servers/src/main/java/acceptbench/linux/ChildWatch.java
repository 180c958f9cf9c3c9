package acceptbench.linux;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Ends this process when a server it started, or a worker of that server, was killed by somebody
/// else: a run whose processes are shot must not go on as if it were whole.
///
/// This process then halts with the exit code of a killed one, after a line on standard error that
/// names the victim, so that its own parent learns both.
public final class ChildWatch implements AutoCloseable {
  /// How [Process#exitValue] shows SIGKILL: 128 + 9.
  public static final int KILLED = 137;

  /// Begins the line that names the killed process; the driver looks for it.
  public static final String MARK = "acceptbench: ";

  private static final FileOutputStream STDERR = new FileOutputStream(FileDescriptor.err);

  /// Workers go when their server goes. This long a worker's end waits for the server's to show.
  private static final int SERVERS_TURN_MILLIS = 100;

  private volatile boolean closed;

  private ChildWatch() {}

  /// Watches a server and the workers that it has now.
  ///
  /// @param onExit the server's end
  /// @param pid the server's process id
  /// @param name what it is, `server nio-selector` say
  public static ChildWatch over(CompletableFuture<Process> onExit, long pid, String name) {
    ChildWatch watch = new ChildWatch();
    // The lines are made now: when one is needed every millisecond counts.
    byte[] line = line(name + " (process " + pid + ")");
    watch.follow(pid, () -> watch.serverEnded(onExit, line));
    ProcessHandle.of(pid)
        .ifPresent(
            server ->
                server.descendants().forEach(worker -> watch.follow(pid, worker.pid(), name)));
    return watch;
  }

  /// From here on the processes may end: their owner is about to stop them.
  @Override
  public void close() {
    closed = true;
  }

  private void follow(long server, long worker, String name) {
    byte[] line = line("worker process " + worker + " of " + name);
    follow(worker, () -> workerEnded(server, line));
  }

  private void follow(long pid, Ended ended) {
    Thread.ofPlatform()
        .daemon()
        .name("watch of process " + pid)
        .start(
            () -> {
              try {
                ProcessEnd.await(pid);
                if (!closed) ended.run();
              } catch (ErrnoException | InterruptedException | ExecutionException e) {
                System.err.println("can't watch process " + pid + ": " + e);
              }
            });
  }

  /// A server that ends in another way has said why, and its owner shows that.
  private void serverEnded(CompletableFuture<Process> onExit, byte[] line)
      throws InterruptedException, ExecutionException {
    if (onExit.get().exitValue() == KILLED && !closed) halt(line);
  }

  private void workerEnded(long server, byte[] line) throws ErrnoException, InterruptedException {
    if (!ProcessEnd.await(server, SERVERS_TURN_MILLIS) && !closed) halt(line);
  }

  private static byte[] line(String victim) {
    return (MARK + victim + " was killed\n").getBytes(StandardCharsets.UTF_8);
  }

  /// Past System.err, which JMH sends over a socket: what was sent is lost when this process halts.
  /// Its children see the end of their parent, and follow.
  private static void halt(byte[] line) {
    try {
      STDERR.write(line);
    } catch (IOException e) {
      System.err.println(e);
    } finally {
      Runtime.getRuntime().halt(KILLED);
    }
  }

  /// What is to be done when a process has ended that should not have.
  private interface Ended {
    void run() throws ErrnoException, InterruptedException, ExecutionException;
  }
}
