package acceptbench.server.strategy.descriptor;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.socket.ReuseportSteering;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.parameter.ServerConfig.Steering;
import java.util.List;

/// You gain a say in which queue a connection goes to: that of the CPU on which it came in, so that
/// its data stays in that CPU's cache, or any by chance. You pay with a program that knows nothing
/// of who is busy either, and by CPU with queues of which a single busy CPU fills one alone.
///
/// As `reuseport`, with a classic BPF program of three instructions that chooses the listener
/// (SO_ATTACH_REUSEPORT_CBPF): by `steering=cpu` the CPU that handles the SYN, modulo `workers`; by
/// `random` a number drawn for each. On loopback the SYN is handled on the client's CPU, so that by
/// CPU all connections of a client thread that stays on one go to one listener, and the others'
/// queues stay empty.
///
/// The backlog is taken as given, 0 included.
public final class ReuseportCbpfServer extends ReuseportListeners {
  public ReuseportCbpfServer(ServerConfig config) {
    super(config);
  }

  @Override
  void steer(List<Integer> listeners) throws ErrnoException {
    int any = listeners.getFirst();
    switch (config().steering()) {
      case Steering.CPU -> ReuseportSteering.byCpu(any, listeners.size());
      case Steering.RANDOM -> ReuseportSteering.byChance(any, listeners.size());
    }
  }
}
