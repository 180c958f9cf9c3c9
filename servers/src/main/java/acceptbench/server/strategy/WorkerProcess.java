package acceptbench.server.strategy;

import acceptbench.linux.DescriptorSocket;

/// A worker process that is connected.
///
/// @param process what was started
/// @param socket over which it gets descriptors
record WorkerProcess(Process process, DescriptorSocket socket) implements AutoCloseable {
  /// Tells it to end.
  @Override
  public void close() {
    socket.close();
  }
}
