package acceptbench.cli;

import acceptbench.kernel.ListenerWatch;
import acceptbench.launch.ExitCode;
import acceptbench.launch.UserError;
import acceptbench.linux.process.JvmEnd;
import acceptbench.linux.socket.IpAddress;
import acceptbench.linux.socket.Ipv6;
import acceptbench.server.ServerProcess;
import acceptbench.server.ServerStats;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.AcceptStrategy;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `serve STRATEGY`: starts a server and keeps it until Ctrl-C, for any other client.
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Starts one strategy's server on 127.0.0.1, on the host's stack, and keeps it until Ctrl-C.",
      "Prints its address and effective backlog, and its counts whenever they have changed."
    })
final class ServeCommand implements Callable<Integer> {
  private static final int LOOK_MILLIS = 1000;
  private static final int INTERRUPTED = 130;
  private static final int TERMINATED = 143;

  private final PrintWriter out;

  @Parameters(paramLabel = "STRATEGY", description = "one of those that -lp lists")
  private @Nullable AcceptStrategy strategy;

  @Option(names = "--backlog", description = "as given to listen(2); default 128")
  private int backlog = 128;

  @Option(names = "--workers", description = "1 to 64; default 2")
  private int workers = 2;

  @Option(names = "--handler-micros", description = "CPU time burned per connection; default 0")
  private int handlerMicros;

  @Option(names = "--acceptor-micros", description = "the same on the accepting thread; default 0")
  private int acceptorMicros;

  @Option(
      names = "--address",
      paramLabel = "127.0.0.1|::1|::",
      description = "where it listens instead; at :: other machines reach it too")
  private String address = "127.0.0.1";

  ServeCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws UserError, IOException, InterruptedException, ExecutionException {
    if (strategy == null) throw UserError.usage("serve needs a STRATEGY");
    String name = strategy.label();
    ServerConfig config = config();
    Optional<String> missing = Ipv6.missingFor(address);
    if (missing.isPresent()) throw UserError.unavailable(missing.get());
    try (ServerProcess server = ServerProcess.start(name, config, new BitSet(), List.of());
        ListenerWatch listener = new ListenerWatch(config.endpoint(server.port()));
        OutputReader reader = OutputReader.ofStandardOutput()) {
      // Also when the end comes by a signal, which does not unwind this method.
      JvmEnd.act("end of the server", server::close);
      out.printf(
          "%s listens on %s, effective backlog %d (process %d); Ctrl-C ends it%n",
          name,
          IpAddress.parse(address).withPort(server.port()),
          server.effectiveBacklog(),
          server.pid());
      out.flush();
      return report(server, listener, reader);
    }
  }

  /// Returns when nobody reads the output any more, or when the server has ended, which it should
  /// not do.
  private int report(ServerProcess server, ListenerWatch listener, OutputReader reader)
      throws IOException, InterruptedException, ExecutionException {
    String last = "";
    while (!reader.isGone()) {
      try {
        Process ended = server.onExit().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        int code = ended.exitValue();
        // Ctrl-C reaches all processes of a terminal, and the server may be the first to go.
        if (code == INTERRUPTED || code == TERMINATED) return code;
        out.println("the server ended with exit code " + code);
        return ExitCode.SOME_FAILED;
      } catch (TimeoutException stillThere) {
        String now = counts(server.stats(), listener);
        if (!now.equals(last)) out.println(now);
        out.flush();
        last = now;
      }
    }
    return ExitCode.OK;
  }

  private static String counts(ServerStats stats, ListenerWatch listener) throws IOException {
    String accepted =
        stats.isCounted()
            ? "accepted %d %s, served %d"
                .formatted(stats.accepted(), stats.accepts(), stats.served())
            : "accepted and served: this program doesn't say";
    return "%s, queued %d, dropped %d".formatted(accepted, listener.queued(), listener.drops());
  }

  private ServerConfig config() throws UserError {
    try {
      return ServerConfig.usual()
          .with("backlog", backlog)
          .with("workers", workers)
          .with("handlerMicros", handlerMicros)
          .with("acceptorMicros", acceptorMicros)
          .with("address", address);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e);
    }
  }
}
