package acceptbench.linux.process;

import acceptbench.linux.ErrnoException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/// Ends this process when somebody else killed a server that it started, or one of that server's
/// workers: what is measured with what is left must not pass for a measurement of the whole.
///
/// This process then prints a line to standard error that names the victim, and halts with the exit
/// code of a killed process, so that its own parent learns both. If it ends for another reason
/// while the server is still needed, it prints what the server said last.
public final class ChildWatch implements AutoCloseable {
  /// How [Process#exitValue] shows SIGKILL: 128 + 9.
  public static final int KILLED = 128 + Signals.SIGKILL;

  /// Begins the line that names the killed process; the driver looks for it.
  public static final String MARK = "acceptbench: ";

  /// Begins the line with what a server said last, where this process failed although nobody had
  /// killed the server.
  public static final String LAST_OUTPUT = "acceptbench, the server's last output: ";

  private static final FileOutputStream STDERR = new FileOutputStream(FileDescriptor.err);

  /// Workers end when their server ends. When one ends, this is how long the server's own end is
  /// waited for.
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
    List<Long> workers =
        ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::descendants)
            .map(ProcessHandle::pid)
            .toList();
    return over(onExit, pid, workers, name, lastOutput);
  }

  /// Watches a server alone, which looks after the processes below it itself.
  ///
  /// @param onExit the server's end
  /// @param pid the server's process id
  /// @param name as in [#over]
  /// @param lastOutput as in [#over]
  public static ChildWatch overOne(
      CompletableFuture<Process> onExit, long pid, String name, Supplier<String> lastOutput) {
    return over(onExit, pid, List.of(), name, lastOutput);
  }

  private static ChildWatch over(
      CompletableFuture<Process> onExit,
      long pid,
      List<Long> workers,
      String name,
      Supplier<String> lastOutput) {
    // The lines are made now: when one is needed every millisecond counts.
    ChildWatch watch =
        new ChildWatch(pid, line(name + " (process " + pid + ")"), onExit, lastOutput);
    for (long worker : workers)
      watch.workers.put(worker, line("worker process " + worker + " of " + name));
    watch.follow(pid);
    watch.workers.keySet().forEach(watch::follow);
    // The failure that the victim's end causes may end this process before a thread above wakes up.
    JvmEnd.act("last look at " + name, watch::lastLook);
    return watch;
  }

  /// To be called before the owner stops the processes: from here on they may end. One that ended
  /// earlier was killed, and ends this process.
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
                // Workers end when their server ends, which is to be noticed first.
                if (pid != server) ProcessEnd.await(server, SERVERS_TURN_MILLIS);
              } catch (ErrnoException | InterruptedException e) {
                System.err.println("can't watch process " + pid + ": " + e);
              }
              look();
            });
  }

  /// Halts if one of the processes has been killed. A server that ended in another way has said
  /// why, which its owner shows.
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

  /// After a failure JMH does not tear its states down, so nobody else would show what the server
  /// said.
  private void lastLook() {
    look();
    if (!closed) tellLastOutput();
  }

  /// Prints what the server said last, if anything, for a failure that is its doing.
  public void tellLastOutput() {
    String said = lastOutput();
    if (!said.isEmpty()) print((LAST_OUTPUT + said + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private String lastOutput() {
    return String.join(" ", lastOutput.get().lines().map(String::strip).toList());
  }

  private static byte[] line(String victim) {
    return (MARK + victim + " was killed").getBytes(StandardCharsets.UTF_8);
  }

  /// Not through System.err, which JMH sends over a socket: a halt would lose what was sent. The
  /// children notice that their parent has ended, and end too.
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
