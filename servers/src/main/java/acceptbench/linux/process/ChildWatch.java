package acceptbench.linux.process;

import acceptbench.linux.ErrnoException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/// Ends this process when a server it started, or a worker of that server, was killed by somebody
/// else: what is measured with such a server must not count as if that were whole.
///
/// This process then halts with the exit code of a killed one, after a line on standard error that
/// names the victim, so that its own parent learns both. Where it ends for another reason while the
/// server is still wanted, it says what the server said last.
public final class ChildWatch implements AutoCloseable {
  /// How [Process#exitValue] shows SIGKILL: 128 + 9.
  public static final int KILLED = 137;

  /// Begins the line that names the killed process; the driver looks for it.
  public static final String MARK = "acceptbench: ";

  /// Begins the line that tells what a server said last, where this process failed without that
  /// server's having been killed.
  public static final String LAST_OUTPUT = "acceptbench, the server's last output: ";

  private static final FileOutputStream STDERR = new FileOutputStream(FileDescriptor.err);

  /// Workers go when their server goes. This long a worker's end waits for the server's to show.
  private static final int SERVERS_TURN_MILLIS = 100;

  private final long server;
  private final byte[] serverLine;
  private final CompletableFuture<Process> onExit;
  private final Supplier<String> lastOutput;

  /// The line for each worker, by its process id.
  private final Map<Long, byte[]> workers = new ConcurrentHashMap<>();

  private volatile boolean closed;

  private ChildWatch(
      long server,
      byte[] serverLine,
      CompletableFuture<Process> onExit,
      Supplier<String> lastOutput) {
    this.server = server;
    this.serverLine = serverLine;
    this.onExit = onExit;
    this.lastOutput = lastOutput;
  }

  /// Watches a server and the workers that it has now.
  ///
  /// @param onExit the server's end
  /// @param pid the server's process id
  /// @param name what it is, `server nio-selector` say
  /// @param lastOutput what the server printed last; empty where it printed nothing
  public static ChildWatch over(
      CompletableFuture<Process> onExit, long pid, String name, Supplier<String> lastOutput) {
    // The lines are made now: when one is needed every millisecond counts.
    ChildWatch watch =
        new ChildWatch(pid, line(name + " (process " + pid + ")"), onExit, lastOutput);
    ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::descendants)
        .map(ProcessHandle::pid)
        .forEach(
            worker -> watch.workers.put(worker, line("worker process " + worker + " of " + name)));
    watch.follow(pid);
    watch.workers.keySet().forEach(watch::follow);
    // The failure that the victim's end causes may end this process before a thread above wakes up.
    Runtime.getRuntime().addShutdownHook(new Thread(watch::lastLook, "last look at " + name));
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

  /// A benchmark that failed closes nothing, and nobody else knows what its server had to say.
  private void lastLook() {
    look();
    if (closed) return;
    String said = lastOutput();
    if (!said.isEmpty()) print((LAST_OUTPUT + said + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private String lastOutput() {
    return String.join(" ", lastOutput.get().lines().map(String::strip).toList());
  }

  private static byte[] line(String victim) {
    return (MARK + victim + " was killed").getBytes(StandardCharsets.UTF_8);
  }

  /// Past System.err, which JMH sends over a socket: what was sent is lost when this process halts.
  /// Its children see the end of their parent, and follow.
  private void halt(byte[] line) {
    try {
      print(line);
      String said = lastOutput();
      String rest = said.isEmpty() ? "" : "; it said last: " + said;
      print((rest + "\n").getBytes(StandardCharsets.UTF_8));
    } finally {
      Runtime.getRuntime().halt(KILLED);
    }
  }

  private static void print(byte[] bytes) {
    try {
      STDERR.write(bytes);
    } catch (IOException e) {
      System.err.println(e);
    }
  }
}
