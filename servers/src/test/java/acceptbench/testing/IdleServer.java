package acceptbench.testing;

import acceptbench.server.parameter.ServerConfig;

/// Configurations for tests.
public final class IdleServer {
  private IdleServer() {}

  /// A server with one worker whose connections cost it nothing but being accepted and greeted.
  public static ServerConfig idle() {
    return ServerConfig.usual().with("workers", 1).with("handlerMicros", 0);
  }
}
