package acceptbench.kernel;

import java.util.ArrayList;
import java.util.List;

/// When a client repeats a SYN that nobody answers (`tcp_retransmit_timer` in
/// `net/ipv4/tcp_timer.c`): first at equal intervals (since Linux 6.5), then at intervals that
/// double, up to 120 s.
///
/// @param firstTimeoutMillis the first interval: 1,000, or 3,000 before Linux 3.1
/// @param linearTimeouts `net.ipv4.tcp_syn_linear_timeouts`, 0 before Linux 6.5
/// @param retries `net.ipv4.tcp_syn_retries`, the number of SYNs after the first
public record SynRetransmissions(int firstTimeoutMillis, int linearTimeouts, int retries) {
  private static final int LONGEST_TIMEOUT_MILLIS = 120_000;

  /// What holds in this network namespace.
  public static SynRetransmissions read(Sysctls sysctls, KernelVersion kernel)
      throws SysctlException {
    String linear = "net.ipv4.tcp_syn_linear_timeouts";
    return new SynRetransmissions(
        KernelChange.ONE_SECOND_FIRST_TIMEOUT.in(kernel) ? 1000 : 3000,
        sysctls.has(linear) ? (int) sysctls.readLong(linear) : 0,
        (int) sysctls.readLong("net.ipv4.tcp_syn_retries"));
  }

  /// When each further SYN is due, in milliseconds after the first one. The kernel's timer wheel
  /// fires late by up to an eighth of the interval, and never early.
  public List<Integer> dueMillis() {
    List<Integer> due = new ArrayList<>();
    int time = 0;
    int interval = firstTimeoutMillis;
    for (int sent = 0; sent < retries; sent++) {
      if (sent > linearTimeouts) interval = Math.min(2 * interval, LONGEST_TIMEOUT_MILLIS);
      time += interval;
      due.add(time);
    }
    return due;
  }
}
