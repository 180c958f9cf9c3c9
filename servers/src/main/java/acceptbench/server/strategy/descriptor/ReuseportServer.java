package acceptbench.server.strategy.descriptor;

import acceptbench.server.parameter.ServerConfig;
import java.util.List;

/// You gain threads that share nothing: neither a hand-over nor a queue over which they meet. You
/// pay with chance: the kernel chooses the queue without a look at who is busy, and one can
/// overflow while another is empty.
///
/// One SO_REUSEPORT listener and one epoll thread for each of `workers`: nothing is shared.
///
/// The kernel chooses the listener by a hash of the addresses, without a look at who is idle:
/// shares are even by chance. There are as many accept queues as workers, each with the whole
/// backlog, and one of them can overflow while its neighbours are empty. Closing a listener resets
/// what it had queued.
///
/// The backlog is taken as given, 0 included.
public final class ReuseportServer extends ReuseportListeners {
  public ReuseportServer(ServerConfig config) {
    super(config);
  }

  /// The hash decides.
  @Override
  void steer(List<Integer> listeners) {}
}
