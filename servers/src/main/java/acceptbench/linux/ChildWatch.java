package acceptbench.linux;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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

  private final long server;
  private final byte[] serverLine;
  private final CompletableFuture<Process> onExit;

  /// The line for each worker, by its process id.
  private final Map<Long, byte[]> workers = new ConcurrentHashMap<>();

  private volatile boolean closed;

  private ChildWatch(long server, byte[] serverLine, CompletableFuture<Process> onExit) {
    this.server = server;
    this.serverLine = serverLine;
    this.onExit = onExit;
  }

  /// Watches a server and the workers that it has now.
  ///
  /// @param onExit the server's end
  /// @param pid the server's process id
  /// @param name what it is, `server nio-selector` say
  public static ChildWatch over(CompletableFuture<Process> onExit, long pid, String name) {
    // The lines are made now: when one is needed every millisecond counts.
    ChildWatch watch = new ChildWatch(pid, line(name + " (process " + pid + ")"), onExit);
    ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::descendants)
        .map(ProcessHandle::pid)
        .forEach(
            worker -> watch.workers.put(worker, line("worker process " + worker + " of " + name)));
    watch.follow(pid);
    watch.workers.keySet().forEach(watch::follow);
    // The failure that the victim's end causes may end this process before a thread above wakes up.
    Runtime.getRuntime().addShutdownHook(new Thread(watch::look, "last look at " + name));
    return watch;
  }

  /// From here on the processes may end: their owner is about to stop them. One that has ended
  /// before was killed, and ends this process.
  @Override
  public void close() {
    look();
    closed = true;
  }

  private void follow(long pid) {
    Thread.ofPlatform()
        .daemon()
        .name("watch of process " + pid)
        .start(
            () -> {
              try {
                ProcessEnd.await(pid);
                // Workers go when their server goes: it gets time to be seen first.
                if (pid != server) ProcessEnd.await(server, SERVERS_TURN_MILLIS);
              } catch (ErrnoException | InterruptedException e) {
                System.err.println("can't watch process " + pid + ": " + e);
              }
              look();
            });
  }

  /// Halts if one of the processes has been killed. A server that ends in another way has said why,
  /// and its owner shows that.
  private synchronized void look() {
    if (closed) return;
    try {
      if (ProcessEnd.await(server, 0)) {
        if (onExit.get().exitValue() == KILLED && !closed) halt(serverLine);
        return;
      }
      for (Map.Entry<Long, byte[]> worker : workers.entrySet()) {
        if (ProcessEnd.await(worker.getKey(), 0) && !closed) halt(worker.getValue());
      }
    } catch (ErrnoException | InterruptedException | ExecutionException e) {
      System.err.println("can't watch process " + server + ": " + e);
    }
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
}
