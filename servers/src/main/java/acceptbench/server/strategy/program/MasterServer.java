package acceptbench.server.strategy.program;

import acceptbench.server.parameter.ServerConfig;
import java.util.List;

/// A real program that is a master process, and as many children as it has workers, which accept.
abstract class MasterServer extends ProgramServer {
  MasterServer(String name, ServerConfig config) {
    super(name, config);
  }

  /// The master ends its children when it is told to; if it were killed they would outlive it.
  @Override
  protected final String deathSignal() {
    return "TERM";
  }

  @Override
  protected final List<Long> acceptorPids(ProcessHandle master) {
    return master.children().map(ProcessHandle::pid).sorted().toList();
  }

  @Override
  protected final int acceptors() {
    return config().workers();
  }
}
