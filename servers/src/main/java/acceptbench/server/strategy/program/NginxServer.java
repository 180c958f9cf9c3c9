package acceptbench.server.strategy.program;

import acceptbench.server.parameter.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// You gain worker processes that accept from one queue without a hand-over, hold any number of
/// connections each, and do not take each other along when they crash. You pay with an event loop
/// that waits while one of its connections is being worked on, and accepts nothing meanwhile.
///
/// nginx with `workers` worker processes, greeting through its stream module.
///
/// The workers share one listening socket, each with an epoll instance of its own: with more than
/// one, nginx sets EPOLLEXCLUSIVE, and since 1.21.6 a worker goes to the end of the row every 16
/// accepts, as `shared-epoll` does with `epollWake=re-add`. It accepts once per wake-up unless
/// `acceptBatch` is `all` (its `multi_accept`). With `acceptMutex` one worker at a time waits for
/// connections, and the others ask for their turn every 500 ms; with `reuseport` each has a
/// listener and a queue of its own. A connection costs 5 system calls
/// (epoll_wait, accept4, setsockopt, writev, close), and 8 % of the CPU time are the stream
/// module's session.
///
/// With `deferAccept` its listeners have the option that `deferred` of nginx's `listen` sets, with
/// nginx's value of 1 s. Its stream module knows the word since 1.25.5 only; so it is set on the
/// sockets of any nginx, when it listens and nobody has come yet.
///
/// Debian: nginx-light, libnginx-mod-stream.
public final class NginxServer extends MasterServer {
  /// What `deferred` sets (`ngx_configure_listening_sockets`, `src/core/ngx_connection.c`).
  public static final int DEFER_SECONDS = 1;

  private static final String NAME = "nginx";
  private static final List<Path> MODULES =
      List.of(
          Path.of("/usr/lib/nginx/modules/ngx_stream_module.so"),
          Path.of("/usr/lib64/nginx/modules/ngx_stream_module.so"));

  public NginxServer(ServerConfig config) {
    super(NAME, config);
  }

  public static Optional<String> unavailable() {
    return Programs.missing(NAME, "nginx-light libnginx-mod-stream")
        .or(
            () ->
                module().isPresent()
                    ? Optional.empty()
                    : Optional.of("nginx has no stream module; apt install libnginx-mod-stream"));
  }

  private static Optional<Path> module() {
    return MODULES.stream().filter(Files::exists).findFirst();
  }

  @Override
  protected List<String> configure(Path folder, int port) throws IOException {
    String text =
        """
        load_module %s;
        daemon off;
        pid pid;
        worker_processes %d;
        %s
        events { worker_connections 8192; multi_accept %s; accept_mutex %s; }
        stream { server { listen %s%s%s; return HELLO; } }
        """
            .formatted(
                module().orElseThrow(),
                config().workers(),
                // Started by root it would change to a user of its own.
                System.getProperty("user.name").equals("root") ? "user root;" : "",
                config().acceptBatch().isAll() ? "on" : "off",
                config().acceptMutex() ? "on" : "off",
                bracketed(port) + (isDualStack() ? " ipv6only=off" : ""),
                config().reuseport() ? " reuseport" : "",
                backlog(" backlog=%d"));
    Files.writeString(folder.resolve("nginx.conf"), text);
    String program = Programs.find(NAME).orElseThrow().toString();
    return List.of(program, "-p", folder.toString(), "-e", "stderr", "-c", "nginx.conf");
  }

  @Override
  protected void listens(long pid, int port) throws IOException {
    if (config().deferAccept() > 0)
      OpenSockets.deferAccept(
          pid, Listening.inodes(Listening.at(config().endpoint(port))), config().deferAccept());
  }
}
