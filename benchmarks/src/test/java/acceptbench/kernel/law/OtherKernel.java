package acceptbench.kernel.law;

import acceptbench.kernel.KernelVersion;
import acceptbench.kernel.QueueLaws;
import acceptbench.kernel.QueueSettings;
import acceptbench.kernel.SysctlException;
import java.util.stream.Stream;

/// A kernel whose SYN queue is not that of the kernel that this test runs on, so that a law of it
/// can be seen to differ here.
public final class OtherKernel {
  /// That of `syn-queue-with-cookies`.
  private static final int BACKLOG = 128;

  private OtherKernel() {}

  /// One from either side of the last change.
  public static KernelVersion version() throws SysctlException {
    long here = halfOpen(KernelVersion.ofThisMachine());
    return Stream.of("6.9.5", "6.18.44")
        .map(KernelVersion::parse)
        .filter(other -> halfOpen(other) != here)
        .findFirst()
        .orElseThrow();
  }

  /// How many half-open connections the law `syn-queue-with-cookies` predicts.
  public static long halfOpen(KernelVersion kernel) {
    return new QueueLaws(new QueueSettings(BACKLOG, 4096, 4096, 1, false, kernel))
        .synQueue()
        .entries();
  }
}
