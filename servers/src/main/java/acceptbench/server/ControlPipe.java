package acceptbench.server;

import acceptbench.linux.socket.Endpoint;
import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.ListenerLookup;
import acceptbench.linux.socket.ListenerSocket;
import acceptbench.server.accepts.AcceptNotes;
import acceptbench.server.parameter.ServerConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The server's end of the pipe by which a benchmark controls it: a command each line, an answer
/// each line.
///
/// First the server says `ready port=… backlog=… acceptors=PID,… notes=FD listeners=FD,…`, the
/// backlog being the one in force, read back from the kernel. Then it answers
///
/// - `stall` with `stalled acceptors=… ownConnections=… atNanos=…` ([Stalled])
/// - `resume` with `resumed atNanos=… cpuNanos=…` ([Resumed])
/// - `warm` with `warming`, and `measure` with `measuring` ([AcceptServer.Warming])
/// - `stats` with `stats accepts=… served=… wakeups=… cpuNanos=… descriptors=… switches=…
///   queueWaits=…` ([ServerStats])
/// - `stop` with `stopped`
///
/// The end of the pipe also means stop, as the other process has gone.
public final class ControlPipe {
  static final String WARMING = "warming";
  static final String MEASURING = "measuring";

  private final BufferedReader commands;
  private final PrintStream answers;

  public ControlPipe(InputStream commands, OutputStream answers) {
    this.commands = new BufferedReader(new InputStreamReader(commands, StandardCharsets.UTF_8));
    this.answers = new PrintStream(answers, true, StandardCharsets.UTF_8);
  }

  /// Starts the server, obeys until told to stop, and closes the server.
  ///
  /// @param config what the server was made with
  /// @throws IOException where the server fails, or there is no such command, which it names
  public void control(AcceptServer server, ServerConfig config) throws IOException {
    boolean asked;
    try (server) {
      int port = server.start();
      int notes = server.notes().map(AcceptNotes::descriptor).orElse(-1);
      int backlog = effectiveBacklog(config.endpoint(port));
      answers.println(
          new ReadyLine(port, backlog, server.acceptorPids(), notes, server.listenerDescriptors())
              .line());
      asked = obey(server);
    }
    if (asked) answers.println("stopped");
  }

  /// Returns whether the server was told to stop, rather than left alone.
  private boolean obey(AcceptServer server) throws IOException {
    boolean stalled = false;
    List<Long> pids = List.of();
    long cpuNanos = 0;
    for (String command = commands.readLine(); command != null; command = commands.readLine()) {
      switch (command) {
        case "stall" -> {
          if (stalled) throw new IOException("told to stall while stalled");
          stalled = true;
          pids = server.acceptorPids();
          int acceptors = server.stall();
          long now = System.nanoTime();
          cpuNanos = ProcessUsage.cpuNanos(pids);
          answers.println(new Stalled(acceptors, server.ownConnections(), now).line());
        }
        case "resume" -> {
          long burned = Math.max(0, ProcessUsage.cpuNanos(pids) - cpuNanos);
          // Whoever is let go may accept before this thread goes on.
          long now = System.nanoTime();
          server.resume();
          stalled = false;
          answers.println(new Resumed(now, burned).line());
        }
        case "warm" -> {
          server.warming(true);
          answers.println(WARMING);
        }
        case "measure" -> {
          server.warming(false);
          answers.println(MEASURING);
        }
        case "stats" -> answers.println(server.stats().line());
        case "stop" -> {
          return true;
        }
        default -> throw new IOException("no command of the control pipe: '" + command + "'");
      }
    }
    return false;
  }

  /// Others may listen on the same port, at other addresses.
  private static int effectiveBacklog(Endpoint server) throws IOException {
    try (InetDiag diag = new InetDiag()) {
      List<ListenerSocket> listeners = ListenerLookup.of(diag.listeners(server.port()), server);
      if (listeners.isEmpty()) throw new IOException("nothing listens on " + server);
      return listeners.getFirst().effectiveBacklog();
    }
  }
}
