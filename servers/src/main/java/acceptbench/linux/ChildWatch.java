package acceptbench.linux;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

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

  /// Workers go when their server goes. This long a worker's end waits for the server's to show.
  private static final Duration SERVERS_TURN = Duration.ofMillis(100);

  private final String name;
  private volatile boolean closed;

  private ChildWatch(String name) {
    this.name = name;
  }

  /// Watches a server and the workers that it has now.
  ///
  /// @param onExit the server's end
  /// @param pid the server's process id
  /// @param name what it is, `server nio-selector` say
  public static ChildWatch over(CompletableFuture<Process> onExit, long pid, String name) {
    ChildWatch watch = new ChildWatch(name);
    ProcessHandle.of(pid)
        .ifPresent(server -> server.descendants().forEach(w -> watch.follow(server, w)));
    var _ = onExit.thenAccept(watch::serverEnded);
    return watch;
  }

  /// From here on the processes may end: their owner is about to stop them.
  @Override
  public void close() {
    closed = true;
  }

  /// A server that ends in another way has said why, and its owner shows that.
  private void serverEnded(Process server) {
    if (!closed && server.exitValue() == KILLED) halt(name + " (process " + server.pid() + ")");
  }

  private void follow(ProcessHandle server, ProcessHandle worker) {
    Thread.ofPlatform()
        .daemon()
        .name("watch of process " + worker.pid())
        .start(
            () -> {
              try {
                ProcessEnd.await(worker.pid());
                Thread.sleep(SERVERS_TURN);
              } catch (ErrnoException | InterruptedException e) {
                System.err.println("can't watch process " + worker.pid() + ": " + e);
                return;
              }
              if (!closed && server.isAlive()) {
                halt("worker process " + worker.pid() + " of " + name);
              }
            });
  }

  /// Past System.err, which JMH sends over a socket: what was sent is lost when this process halts.
  private static void halt(String victim) {
    String line = MARK + victim + " was killed\n";
    try (FileOutputStream stderr = new FileOutputStream(FileDescriptor.err)) {
      stderr.write(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      System.err.println(line + e);
    } finally {
      ParentWatch.haltWithChildren(KILLED);
    }
  }
}
