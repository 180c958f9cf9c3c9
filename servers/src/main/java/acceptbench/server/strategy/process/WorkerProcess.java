package acceptbench.server.strategy.process;

import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.socket.DescriptorSocket;

/// A worker process that is connected. One thread sends to it.
final class WorkerProcess implements AutoCloseable {
  private final int index;
  private final Process process;
  private final DescriptorSocket socket;

  /// For the sending thread: others may end the connection at any time.
  private boolean dead;

  /// @param index among the workers, from 0
  WorkerProcess(int index, Process process, DescriptorSocket socket) {
    this.index = index;
    this.process = process;
    this.socket = socket;
  }

  int index() {
    return index;
  }

  Process process() {
    return process;
  }

  /// Passes a copy of a descriptor on, and waits as long as the worker has no room for it.
  ///
  /// @return false where the worker has died; its socket is closed then
  /// @throws ErrnoException where the descriptor can't be passed
  boolean send(int descriptor) throws ErrnoException {
    if (dead) return false;
    int result = socket.send(descriptor, 0);
    if (result == 0) return true;
    if (result != -Errno.EPIPE && result != -Errno.ECONNRESET)
      throw new ErrnoException("sendmsg(SCM_RIGHTS)", -result);
    dead = true;
    close();
    return false;
  }

  /// Tells the worker to end, and wakes a thread that is blocked in [#send]. For any thread.
  void disconnect() {
    socket.disconnect();
  }

  /// Closes the socket, after which the worker ends. For the sending thread, or after it has ended.
  @Override
  public void close() {
    socket.close();
  }
}
