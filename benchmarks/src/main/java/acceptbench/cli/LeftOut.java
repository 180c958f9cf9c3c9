package acceptbench.cli;

import acceptbench.kernel.SysctlException;
import acceptbench.kernel.Sysctls;
import acceptbench.server.ServerConfig;
import acceptbench.server.strategy.AcceptStrategy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Cells that are not measured because this machine, or the strategy itself, can't do what they
/// need.
///
/// @param strategy its label
/// @param reason why, and what would help, in one line
record LeftOut(String strategy, String reason) {
  private static final Set<String> CONFIGURATION =
      new ServerConfig(1, 1, 0, 0)
          .arguments().stream()
              .map(argument -> argument.substring(0, argument.indexOf('=')))
              .collect(Collectors.toSet());

  /// Why a cell can't be measured; empty where it can.
  ///
  /// @param parameters the cell's, checked already
  /// @param privateNetwork whether sysctls may be set
  static Optional<LeftOut> of(Map<String, String> parameters, boolean privateNetwork) {
    String label = parameters.get(Strategies.PARAMETER);
    if (label == null) return Optional.empty();
    return strategysReason(label, parameters)
        .or(() -> privateNetwork ? Optional.empty() : sysctlsReason(parameters))
        .map(reason -> new LeftOut(label, reason));
  }

  private static Optional<String> strategysReason(String label, Map<String, String> parameters) {
    if (!Strategies.labels().contains(label)) return Optional.empty();
    AcceptStrategy strategy = AcceptStrategy.named(label);
    return strategy.unavailable().or(() -> config(parameters).flatMap(strategy::refusal));
  }

  /// The host's sysctls are never changed.
  private static Optional<String> sysctlsReason(Map<String, String> parameters) {
    return differing("net.ipv4.tcp_syncookies", parameters.get("syncookies"))
        .or(() -> differing("net.ipv4.tcp_abort_on_overflow", parameters.get("abortOnOverflow")));
  }

  private static Optional<String> differing(String sysctl, @Nullable String wanted) {
    if (wanted == null) return Optional.empty();
    try {
      String is = Sysctls.ofThisMachine().read(sysctl);
      if (is.equals(wanted)) return Optional.empty();
      return Optional.of(
          "%s is %s and not %s, and the host's sysctls are never changed"
              .formatted(sysctl, is, wanted));
    } catch (SysctlException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /// A benchmark of the suite names its parameters as the server's configuration does.
  private static Optional<ServerConfig> config(Map<String, String> parameters) {
    List<String> arguments =
        parameters.entrySet().stream()
            .filter(parameter -> CONFIGURATION.contains(parameter.getKey()))
            .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
            .toList();
    return arguments.size() == CONFIGURATION.size()
        ? Optional.of(ServerConfig.parse(arguments))
        : Optional.empty();
  }
}
