package acceptbench.server.strategy.program;

import acceptbench.server.AcceptServer;
import acceptbench.server.StoppedProcesses;
import acceptbench.server.parameter.ServerConfig;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A server that can be made to stop accepting from outside only: by SIGSTOP to the processes that
/// accept, whatever kind of stall was asked for.
public abstract class StoppableServer implements AcceptServer {
  private final ServerConfig config;
  private @Nullable StoppedProcesses stopped;

  StoppableServer(ServerConfig config) {
    this.config = config;
  }

  protected final ServerConfig config() {
    return config;
  }

  @Override
  public int stall() throws IOException {
    List<Long> pids = acceptorPids();
    int count = config.stalled(pids.size());
    stopped = StoppedProcesses.stop(pids.subList(0, count));
    return count;
  }

  @Override
  public final void resume() throws IOException {
    if (stopped != null) stopped.resume();
    stopped = null;
  }
}
