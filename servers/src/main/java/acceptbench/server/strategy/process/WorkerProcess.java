package acceptbench.server.strategy.process;

import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.DescriptorSocket;

/// A worker process that is connected. One thread sends to it.
final class WorkerProcess {
  private static final int SHUT_RDWR = 2;

  private final int index;
  private final Process process;
  private final DescriptorSocket socket;
  private boolean closed;

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
    if (closed) return false;
    int result = socket.send(descriptor, 0);
    if (result == 0) return true;
    if (result != -Errno.EPIPE && result != -Errno.ECONNRESET)
      throw new ErrnoException("sendmsg(SCM_RIGHTS)", -result);
    close();
    return false;
  }

  /// Tells the worker that it is over, and wakes whoever is blocked in [#send]. For any thread.
  void disconnect() {
    if (!closed) Libc.shutdown(socket.fd(), SHUT_RDWR);
  }

  /// Closes the socket, after which the worker ends. For the sending thread, or after it has ended.
  void close() {
    if (!closed) socket.close();
    closed = true;
  }
}
