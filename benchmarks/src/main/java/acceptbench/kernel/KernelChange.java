package acceptbench.kernel;

import java.util.Arrays;

/// Changes of Linux that change a law: the commit of each, and the stable releases that it was
/// backported to.
public enum KernelChange {
  /// The SYN queue's size follows from the backlog, no longer from tcp_max_syn_backlog alone.
  SYN_QUEUE_SIZED_BY_BACKLOG("72a3effaf633", "2.6.20"),

  /// The first SYN is sent again after 1 s instead of 3 s (RFC 6298).
  ONE_SECOND_FIRST_TIMEOUT("9ad7c049f0f7", "3.1"),

  /// `tcp_syncookies` knows the value 2: always.
  COOKIES_ALWAYS("5ad37d5deee1", "3.12"),

  /// The kernel keeps 32 bits of the effective backlog, no longer 16.
  BACKLOG_OF_32_BITS("becb74f0acca", "4.1"),

  /// The SYN queue is full at the effective backlog, no longer at a power of two.
  SYN_QUEUE_IS_BACKLOG("ef547f2ac16b", "4.4"),

  /// A full accept queue drops every SYN; until then only while more than one young entry waited in
  /// the SYN queue.
  SYN_DROPPED_AT_FULL_ACCEPT_QUEUE("5ea8ea2cb7f1", "4.10"),

  /// `tcp_migrate_req` moves what a closed reuseport listener had queued to a neighbour.
  MIGRATION("f9ac779f881c", "5.14"),

  /// The first `tcp_syn_linear_timeouts` + 1 SYNs are sent again at even intervals.
  LINEAR_SYN_TIMEOUTS("ccce324dabfe", "6.5"),

  /// The SYN queue is full at more than the effective backlog (`>` in
  /// `inet_csk_reqsk_queue_is_full`), no longer at as many (`>=`).
  SYN_QUEUE_HOLDS_ONE_MORE(
      "3479c7549fb1", "6.13", "6.12.10 6.6.72 6.1.125 5.15.177 5.10.234 5.4.290");

  private final String commit;
  private final String first;
  private final String backports;

  KernelChange(String commit, String first) {
    this(commit, first, "");
  }

  /// A change that was backported.
  ///
  /// @param backports the first stable release of each series that has it
  KernelChange(String commit, String first, String backports) {
    this.commit = commit;
    this.first = first;
    this.backports = backports;
  }

  /// Whether an unaltered kernel of this version has the change.
  public boolean in(KernelVersion kernel) {
    return kernel.isAtLeast(KernelVersion.parse(first))
        || (!backports.isEmpty()
            && Arrays.stream(backports.split(" ", -1))
                .map(KernelVersion::parse)
                .anyMatch(backport -> sameSeries(backport, kernel)));
  }

  /// Where the change was made: `commit 3479c7549fb1, Linux 6.13`.
  public String source() {
    return "commit %s, Linux %s".formatted(commit, first);
  }

  private static boolean sameSeries(KernelVersion backport, KernelVersion kernel) {
    return backport.major() == kernel.major()
        && backport.minor() == kernel.minor()
        && kernel.isAtLeast(backport);
  }
}
