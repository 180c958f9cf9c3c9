package acceptbench.server.strategy.netty;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Netty's transports that are native libraries, which a machine may not be able to load.
public final class NettyNative {
  private NettyNative() {}

  /// Why its epoll transport can't be used here, or nothing.
  public static Optional<String> epollMissing() {
    return reason("Netty's epoll transport", Epoll.unavailabilityCause());
  }

  /// Why io_uring can't be used here, or nothing.
  public static Optional<String> ioUringMissing() {
    return reason("io_uring (see sysctl kernel.io_uring_disabled)", IoUring.unavailabilityCause());
  }

  private static Optional<String> reason(String what, @Nullable Throwable cause) {
    if (cause == null) return Optional.empty();
    Throwable root = cause;
    while (root.getCause() != null) root = root.getCause();
    return Optional.of(what + " can't be used: " + root.getMessage());
  }
}
