package acceptbench.cli;

import acceptbench.kernel.KernelVersion;
import acceptbench.kernel.QueueSettings;
import acceptbench.kernel.SysctlException;
import acceptbench.kernel.Sysctls;
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
  private final PrintWriter out;

  @Option(
      names = "--backlog",
      paramLabel = "N",
      description = "As given to listen(); -1: no limit.")
  private @Nullable Integer backlog;

  @Option(names = "--somaxconn", paramLabel = "N", description = "net.core.somaxconn")
  private @Nullable Integer somaxconn;

  @Option(
      names = "--max-syn-backlog",
      paramLabel = "N",
      description = "net.ipv4.tcp_max_syn_backlog")
  private @Nullable Integer maxSynBacklog;

  @Option(names = "--syncookies", paramLabel = "0|1|2", description = "net.ipv4.tcp_syncookies")
  private @Nullable Integer syncookies;

  @Option(
      names = "--abort-on-overflow",
      paramLabel = "0|1",
      description = "net.ipv4.tcp_abort_on_overflow")
  private @Nullable Integer abortOnOverflow;

  @Option(names = "--kernel", paramLabel = "VERSION", description = "6.18.44 or 2.6.32, say")
  private @Nullable String kernel;

  @Parameters(
      arity = "0..1",
      paramLabel = ":PORT",
      description = "A socket that listens on this machine now.")
  private @Nullable String port;

  ExplainCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws UserError, IOException {
    if (port == null) {
      new Explanation(settings(backlog == null ? -1 : backlog, 0)).print(out);
    } else {
      explainListeners(portNumber(port));
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
          "nothing listens on port %d in this network namespace; ss -ltn lists what does"
              .formatted(number));
    for (ListenerSocket listener : listeners) {
      // The kernel keeps what it cut the backlog to, and somaxconn may have been changed since.
      QueueSettings settings = settings(listener.effectiveBacklog(), listener.effectiveBacklog());
      new Explanation(settings).print(out, number, listener);
    }
  }

  private QueueSettings settings(int backlog, int leastSomaxconn) throws UserError {
    try {
      return new QueueSettings(
          backlog,
          Math.max(leastSomaxconn, given(somaxconn, "net.core.somaxconn")),
          given(maxSynBacklog, "net.ipv4.tcp_max_syn_backlog"),
          given(syncookies, "net.ipv4.tcp_syncookies"),
          abortOnOverflow(),
          kernel == null ? KernelVersion.ofThisMachine() : KernelVersion.parse(kernel));
    } catch (IllegalArgumentException e) {
      throw UserError.usage(String.valueOf(e.getMessage()));
    } catch (SysctlException e) {
      throw UserError.unavailable(e.getMessage() + "; give it as an option");
    }
  }

  private boolean abortOnOverflow() throws SysctlException {
    int value = given(abortOnOverflow, "net.ipv4.tcp_abort_on_overflow");
    if (abortOnOverflow != null && value != 0 && value != 1)
      throw new IllegalArgumentException("tcp_abort_on_overflow %d is not 0 or 1".formatted(value));
    return value != 0;
  }

  private static int given(@Nullable Integer option, String sysctl) throws SysctlException {
    return option == null ? (int) Sysctls.ofThisMachine().readLong(sysctl) : option;
  }

  private static int portNumber(String port) throws UserError {
    String digits = port.startsWith(":") ? port.substring(1) : port;
    if (digits.matches("\\d{1,5}")) {
      int number = Integer.parseInt(digits);
      if (number >= 1 && number <= 65_535) return number;
    }
    throw UserError.usage("'%s' is no port like :8080".formatted(port));
  }
}
