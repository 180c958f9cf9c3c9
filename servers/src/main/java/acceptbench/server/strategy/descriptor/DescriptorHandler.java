package acceptbench.server.strategy.descriptor;

import static acceptbench.linux.socket.SocketConstants.MSG_NOSIGNAL;

import acceptbench.linux.Libc;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.common.Greeting;
import acceptbench.server.strategy.common.Work;

/// Serves a connection by its bare descriptor: does the handler's work, greets, closes. Two
/// system calls.
public final class DescriptorHandler {
  private final Work work;
  private final Runnable served;

  /// @param served is run for each connection greeted
  public DescriptorHandler(ServerConfig config, Runnable served) {
    work = Work.ofHandler(config);
    this.served = served;
  }

  public void serve(int fd) {
    greet(fd);
    Libc.close(fd);
  }

  /// The same, and leaves it open.
  ///
  /// @return whether it was greeted
  boolean greet(int fd) {
    work.run();
    int length = Greeting.LENGTH;
    // A client that has gone is not counted as served, which is the way to report that.
    boolean greeted = Libc.send(fd, Greeting.NATIVE, length, MSG_NOSIGNAL) == length;
    if (greeted) served.run();
    return greeted;
  }
}
