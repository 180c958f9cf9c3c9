package acceptbench.server.strategy;

import static acceptbench.linux.SocketConstants.MSG_NOSIGNAL;

import acceptbench.linux.Libc;

/// Serves a connection by its bare descriptor: burns the handler's CPU time, greets, closes. Two
/// system calls.
final class DescriptorHandler {
  private final CpuBurn burn;
  private final Runnable served;

  /// @param served is run for each connection greeted
  DescriptorHandler(CpuBurn burn, Runnable served) {
    this.burn = burn;
    this.served = served;
  }

  void serve(int fd) {
    burn.run();
    int length = Greeting.HELLO.length;
    // A client that has gone is not counted as served, and that is how it is told.
    if (Libc.send(fd, Greeting.NATIVE, length, MSG_NOSIGNAL) == length) served.run();
    Libc.close(fd);
  }
}
