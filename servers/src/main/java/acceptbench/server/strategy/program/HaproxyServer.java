package acceptbench.server.strategy.program;

import acceptbench.server.parameter.AcceptBatch;
import acceptbench.server.parameter.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// You gain threads that accept from one queue and may pass a connection on to a thread that is
/// less busy. You pay with that hand-over, and with one process for everything: when it crashes,
/// all connections are lost.
///
/// HAProxy, one process with `workers` threads, greeting through a service in Lua.
///
/// Its threads share one listening socket; each accepts up to a few connections per wake-up
/// (`tune.maxaccept`, its default unless `acceptBatch` says otherwise) and may pass one on to a
/// less busy thread. The Lua service costs more than the greeting of the others: three fifths of
/// the CPU time are spent in HAProxy, Lua and malloc, before the kernel comes. Debian: haproxy.
public final class HaproxyServer extends ProgramServer {
  /// What `defer-accept` sets (`tcp_bind_listener`, `src/proto_tcp.c`).
  public static final int DEFER_SECONDS = 1;

  /// The `maxconn` of our configuration, which its backlog is where none is set.
  public static final int MAXCONN = 8_192;

  private static final String NAME = "haproxy";

  public HaproxyServer(ServerConfig config) {
    super(NAME, config);
  }

  public static Optional<String> unavailable() {
    return Programs.missing(NAME, NAME);
  }

  @Override
  protected List<String> configure(Path folder, int port) throws IOException {
    Files.writeString(
        folder.resolve("hello.lua"),
        """
        core.register_service("hello", "tcp", function(applet) applet:send("HELLO") end)
        """);
    String text =
        """
        global
          lua-load hello.lua
          nbthread %d
          maxconn %d
          %s
        defaults
          mode tcp
          timeout client 60s
          timeout server 60s
          timeout connect 5s
        frontend hello
          bind %s
          %s
          tcp-request content use-service lua.hello
        """
            .formatted(
                config().workers(),
                MAXCONN,
                maxAccept(),
                bracketed(port)
                    + (isDualStack() ? " v4v6" : "")
                    + (config().deferAccept() > 0 ? " defer-accept" : ""),
                backlog("backlog %d"));
    Files.writeString(folder.resolve("haproxy.cfg"), text);
    String program = Programs.find(NAME).orElseThrow().toString();
    return List.of(program, "-db", "-C", folder.toString(), "-f", "haproxy.cfg");
  }

  private String maxAccept() {
    AcceptBatch batch = config().acceptBatch();
    if (batch.isUsual()) return "";
    return "tune.maxaccept " + (batch.isAll() ? -1 : batch.most());
  }
}
