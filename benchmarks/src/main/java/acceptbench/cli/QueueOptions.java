package acceptbench.cli;

import acceptbench.kernel.KernelVersion;
import acceptbench.kernel.QueueSettings;
import acceptbench.kernel.SysctlException;
import acceptbench.kernel.Sysctls;
import acceptbench.launch.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The settings besides the backlog that a listening socket's limits depend on. By default they are
/// this machine's.
final class QueueOptions {
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
  private @Nullable KernelVersion kernel;

  /// All settings of a listener.
  ///
  /// @param backlog as given to listen(2), unsigned
  /// @param leastSomaxconn what somaxconn was at least when the backlog was given
  /// @throws UserError if one is out of its range, or not given and not to be read here
  QueueSettings with(int backlog, int leastSomaxconn) throws UserError {
    try {
      int most = given(somaxconn, "net.core.somaxconn");
      return new QueueSettings(
          backlog,
          // A negative one is refused there.
          most < 0 ? most : Math.max(leastSomaxconn, most),
          given(maxSynBacklog, "net.ipv4.tcp_max_syn_backlog"),
          given(syncookies, "net.ipv4.tcp_syncookies"),
          abortsOnOverflow(),
          kernel == null ? KernelVersion.ofThisMachine() : kernel);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e);
    } catch (SysctlException e) {
      throw UserError.unavailable(e.getMessage() + "; give it as an option");
    }
  }

  private boolean abortsOnOverflow() throws SysctlException {
    int value = given(abortOnOverflow, "net.ipv4.tcp_abort_on_overflow");
    if (abortOnOverflow != null && value != 0 && value != 1)
      throw new IllegalArgumentException("tcp_abort_on_overflow %d is not 0 or 1".formatted(value));
    return value != 0;
  }

  private static int given(@Nullable Integer option, String sysctl) throws SysctlException {
    return option == null ? (int) Sysctls.ofThisMachine().readLong(sysctl) : option;
  }
}
