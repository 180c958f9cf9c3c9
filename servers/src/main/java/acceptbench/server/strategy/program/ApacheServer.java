package acceptbench.server.strategy.program;

import acceptbench.server.parameter.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// You gain handlers that may block, each on a thread of its own, and processes that do not take
/// each other along when they crash. You pay with a hand-over between threads for each connection,
/// and with a limit on connections under way: when it is reached, accepting stops.
///
/// Apache httpd with `workers` processes of the event MPM, answering HTTP: the client speaks first.
/// The answer comes from its configuration (`Redirect 200`), not from a file.
///
/// In each process a listener thread accepts and hands over to a pool of 16 threads, and stops
/// accepting while all of those are busy. The processes share one listening socket.
///
/// Where the time goes: 20 system calls per connection, of them 4 futex (from the listener to a
/// thread and back) and 7 mmap (memory of its own for each connection); 80 % of the CPU time is the
/// kernel's, most of it thread switches and page faults (strace -c and perf while the queue is
/// drained). Debian: apache2-bin.
public final class ApacheServer extends MasterServer {
  /// What the client has to send; the answer ends with `HELLO`.
  public static final String REQUEST = "GET / HTTP/1.0\r\n\r\n";

  /// What `AcceptFilter http data` sets (`ap_apply_accept_filter`, `server/listen.c`); where nobody
  /// writes an AcceptFilter, it is what Apache does on Linux.
  public static final int DEFER_SECONDS = 30;

  private static final String NAME = "apache2";
  private static final int THREADS = 16;
  private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

  public ApacheServer(ServerConfig config) {
    super(NAME, config);
  }

  public static Optional<String> unavailable() {
    return Programs.missing(NAME, "apache2-bin");
  }

  @Override
  protected List<String> configure(Path folder, int port) throws IOException {
    int workers = config().workers();
    String text =
        """
        DefaultRuntimeDir .
        PidFile pid
        ErrorLog /dev/stderr
        LogLevel crit
        ServerName localhost
        LoadModule mpm_event_module %1$s/mod_mpm_event.so
        LoadModule authz_core_module %1$s/mod_authz_core.so
        LoadModule alias_module %1$s/mod_alias.so
        User #%7$d
        Group #%7$d
        AcceptFilter http %8$s
        Listen %2$s
        %3$s
        ServerLimit %4$d
        StartServers %4$d
        ThreadsPerChild %5$d
        ThreadLimit %5$d
        MaxRequestWorkers %6$d
        MinSpareThreads 1
        MaxSpareThreads %6$d
        Redirect 200 /
        ErrorDocument 200 HELLO
        """
            .formatted(
                MODULES,
                bracketed(port),
                backlog("ListenBacklog %d"),
                workers,
                THREADS,
                workers * THREADS,
                OrdinaryUser.ID,
                config().deferAccept() > 0 ? "data" : "none");
    Files.writeString(folder.resolve("apache2.conf"), text);
    String program = Programs.find(NAME).orElseThrow().toString();
    List<String> command = new ArrayList<>(OrdinaryUser.before());
    command.addAll(
        List.of(program, "-D", "FOREGROUND", "-d", folder.toString(), "-f", "apache2.conf"));
    return command;
  }
}
