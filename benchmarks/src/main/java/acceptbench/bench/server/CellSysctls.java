package acceptbench.bench.server;

import acceptbench.kernel.Sysctls;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The sysctls that a cell needs in its network namespace.
///
/// @param maxSynBacklog a number, or `default` where it is to stay as it is
/// @param privateNetwork whether the namespace is the run's own
record CellSysctls(
    int syncookies, int abortOnOverflow, String maxSynBacklog, boolean privateNetwork) {
  private static final String AS_IT_IS = "default";

  /// The sysctls to set, with their values. Those of the host are never changed: none is to be set
  /// there if they are as asked.
  ///
  /// @throws IllegalStateException if the host's differ
  Map<String, Long> toSet() throws IOException {
    Map<String, Long> settings = new LinkedHashMap<>();
    settings.put("net.ipv4.tcp_syncookies", (long) syncookies);
    settings.put("net.ipv4.tcp_abort_on_overflow", (long) abortOnOverflow);
    if (!maxSynBacklog.equals(AS_IT_IS))
      settings.put("net.ipv4.tcp_max_syn_backlog", Long.valueOf(maxSynBacklog));
    if (privateNetwork) {
      // With what the kernel remembers of earlier peers it keeps more of their SYNs
      // (tcp_peer_is_proven, net/ipv4/tcp_metrics.c): no cell is to depend on those before it.
      // Where there are cookies it does not ask (tcp_conn_request, net/ipv4/tcp_input.c), and a
      // cell can do without, on a /proc/sys that is read-only say.
      if (syncookies == 0) settings.put("net.ipv4.tcp_no_metrics_save", 1L);
      return settings;
    }
    for (Map.Entry<String, Long> setting : settings.entrySet()) {
      long is = Sysctls.ofThisMachine().readLong(setting.getKey());
      if (is != setting.getValue())
        throw new IllegalStateException(
            "%s is %d and not %d, and the host's sysctls are never changed"
                .formatted(setting.getKey(), is, setting.getValue()));
    }
    return Map.of();
  }
}
