package acceptbench.server.strategy.program;

import acceptbench.server.AcceptServer;
import acceptbench.server.HeldProcesses;
import acceptbench.server.StarvedProcesses;
import acceptbench.server.StoppedProcesses;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.parameter.StallKind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A server that can be made to stop accepting from outside only: the processes that accept get
/// SIGSTOP, unless they are to be without descriptors.
public abstract class StoppableServer implements AcceptServer {
  private final ServerConfig config;
  private Map<Long, Integer> atRest = Map.of();
  private @Nullable HeldProcesses held;

  StoppableServer(ServerConfig config) {
    this.config = config;
  }

  protected final ServerConfig config() {
    return config;
  }

  /// To be called when it listens and nobody has come yet.
  final void isAtRest() throws IOException {
    if (config.stallKind() == StallKind.DESCRIPTORS)
      atRest = StarvedProcesses.atRest(acceptorPids());
  }

  @Override
  public int stall() throws IOException {
    List<Long> pids = acceptorPids();
    int count = config.stalled(pids.size());
    held = held(pids.subList(0, count));
    return count;
  }

  private HeldProcesses held(List<Long> pids) throws IOException {
    return config.stallKind() == StallKind.DESCRIPTORS
        ? StarvedProcesses.starve(pids, atRest)
        : StoppedProcesses.stop(pids);
  }

  @Override
  public final void resume() throws IOException {
    if (held != null) held.resume();
    held = null;
  }
}
