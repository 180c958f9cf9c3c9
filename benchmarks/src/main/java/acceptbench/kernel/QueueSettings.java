package acceptbench.kernel;

/// All that the two queues of a listening socket depend on.
///
/// @param backlog as given to listen(2), 32 bits that the kernel takes unsigned: -1 means somaxconn
/// @param somaxconn `net.core.somaxconn`
/// @param maxSynBacklog `net.ipv4.tcp_max_syn_backlog`
/// @param syncookies `net.ipv4.tcp_syncookies`: 0 never, 1 when the SYN queue is full, 2 always
/// @param abortOnOverflow `net.ipv4.tcp_abort_on_overflow`
/// @param kernel whose laws apply
public record QueueSettings(
    int backlog,
    int somaxconn,
    int maxSynBacklog,
    int syncookies,
    boolean abortOnOverflow,
    KernelVersion kernel) {
  /// The oldest kernel whose laws are known here.
  public static final KernelVersion OLDEST = new KernelVersion(2, 6, 18);

  private static final int OLD_MAX_SYN_BACKLOG = 1 << 30;

  public QueueSettings {
    notNegative(somaxconn, "somaxconn");
    notNegative(maxSynBacklog, "tcp_max_syn_backlog");
    if (syncookies < 0 || syncookies > 2)
      throw new IllegalArgumentException(
          "tcp_syncookies %d is not 0, 1 or 2".formatted(syncookies));
    if (!kernel.isAtLeast(OLDEST))
      throw new IllegalArgumentException(
          "kernel %s: nothing is known here of kernels before %s".formatted(kernel, OLDEST));
    if (!KernelChange.SYN_QUEUE_IS_BACKLOG.in(kernel) && maxSynBacklog > OLD_MAX_SYN_BACKLOG)
      throw new IllegalArgumentException(
          "tcp_max_syn_backlog %d: kernels before 4.4 take %d at most"
              .formatted(maxSynBacklog, OLD_MAX_SYN_BACKLOG));
  }

  /// What holds in this network namespace for a listener with this backlog.
  ///
  /// @throws SysctlException where a sysctl can't be read: the host's somaxconn is not shown in
  ///     other namespaces by old kernels
  public static QueueSettings read(Sysctls sysctls, int backlog, KernelVersion kernel)
      throws SysctlException {
    return new QueueSettings(
        backlog,
        (int) sysctls.readLong("net.core.somaxconn"),
        (int) sysctls.readLong("net.ipv4.tcp_max_syn_backlog"),
        (int) sysctls.readLong("net.ipv4.tcp_syncookies"),
        sysctls.readLong("net.ipv4.tcp_abort_on_overflow") != 0,
        kernel);
  }

  private static void notNegative(int value, String name) {
    if (value < 0)
      throw new IllegalArgumentException("%s %d is less than 0".formatted(name, value));
  }
}
