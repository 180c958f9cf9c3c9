package acceptbench.cli;

import acceptbench.cli.ArgumentTypes.Backlog;
import acceptbench.cli.ArgumentTypes.Port;
import acceptbench.kernel.QueueSettings;
import acceptbench.launch.ExitCode;
import acceptbench.launch.UserError;
import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.ListenerSocket;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `explain`: what a listener's settings amount to, on this machine or on another kernel.
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Tells the limits of a listening socket, which setting binds, and what happens beyond.",
      "Settings that are not given are this machine's."
    })
final class ExplainCommand implements Callable<Integer> {
  /// The kernel reads it as unsigned.
  private static final Backlog NO_LIMIT = new Backlog(-1);

  private final PrintWriter out;

  @Option(
      names = "--backlog",
      paramLabel = "N",
      description = "As given to listen(), which takes it unsigned; -1: no limit.")
  private @Nullable Backlog backlog;

  @Mixin private QueueOptions others = new QueueOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = ":PORT",
      description = "A socket that listens on this machine now.")
  private @Nullable Port port;

  ExplainCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws UserError, IOException {
    if (port == null) {
      Backlog asked = backlog == null ? NO_LIMIT : backlog;
      new Explanation(others.with(asked.value(), 0)).print(out);
    } else {
      explainListeners(port.number());
    }
    out.flush();
    return ExitCode.OK;
  }

  private void explainListeners(int number) throws UserError, IOException {
    if (backlog != null)
      throw UserError.usage("--backlog is not for a socket that listens: it has one");
    List<ListenerSocket> listeners;
    try (InetDiag diag = new InetDiag()) {
      listeners = diag.listeners(number);
    }
    if (listeners.isEmpty())
      throw UserError.unavailable(
          ("nothing listens on port %d in this network namespace; ss -ltn lists what does. A"
                  + " container's port is in a namespace of its own: nsenter -t PID -n, with a"
                  + " process of the container, enters it")
              .formatted(number));
    for (ListenerSocket listener : listeners) {
      // The kernel keeps what it cut the backlog to, and somaxconn may have been changed since.
      QueueSettings settings =
          others.with(listener.effectiveBacklog(), listener.effectiveBacklog());
      new Explanation(settings).print(out, number, listener);
    }
  }
}
