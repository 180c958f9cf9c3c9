package acceptbench.server.strategy.descriptor;

import static acceptbench.linux.socket.SocketConstants.MSG_NOSIGNAL;

import acceptbench.linux.Libc;
import acceptbench.server.strategy.common.CpuBurn;
import acceptbench.server.strategy.common.Greeting;

/// Serves a connection by its bare descriptor: burns the handler's CPU time, greets, closes. Two
/// system calls.
public final class DescriptorHandler {
  private final CpuBurn burn;
  private final Runnable served;

  /// @param served is run for each connection greeted
  public DescriptorHandler(CpuBurn burn, Runnable served) {
    this.burn = burn;
    this.served = served;
  }

  public void serve(int fd) {
    burn.run();
    int length = Greeting.LENGTH;
    // A client that has gone is not counted as served, and that is how it is told.
    if (Libc.send(fd, Greeting.NATIVE, length, MSG_NOSIGNAL) == length) served.run();
    Libc.close(fd);
  }
}
