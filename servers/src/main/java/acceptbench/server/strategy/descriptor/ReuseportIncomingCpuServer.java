package acceptbench.server.strategy.descriptor;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.socket.ReuseportSteering;
import acceptbench.server.parameter.ServerConfig;
import java.util.List;

/// You gain connections that are accepted where they came in, without a program in the kernel. You
/// pay with queues of which a single busy CPU fills one alone, while the others stay empty.
///
/// As `reuseport`, but that the listener of worker I is preferred for what comes in on CPU I
/// (SO_INCOMING_CPU); what comes in on a CPU without a listener is spread by the hash. On loopback
/// that is the client's CPU, and so all connections of a client thread that stays on one go to one
/// listener.
///
/// The backlog is taken as given, 0 included.
public final class ReuseportIncomingCpuServer extends ReuseportListeners {
  public ReuseportIncomingCpuServer(ServerConfig config) {
    super(config);
  }

  @Override
  void steer(List<Integer> listeners) throws ErrnoException {
    for (int i = 0; i < listeners.size(); i++) ReuseportSteering.preferFor(listeners.get(i), i);
  }
}
