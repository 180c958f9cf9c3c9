package acceptbench.server.strategy.process;

import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.socket.DescriptorSocket;
import acceptbench.server.AcceptServer.Warming;
import acceptbench.server.Lifetime;
import acceptbench.server.strategy.descriptor.DescriptorHandler;
import java.io.IOException;

/// The main class of a worker process of [FdPassingServer]: it serves the descriptors that come
/// over its Unix socket until that ends.
final class FdPassingWorker {
  private FdPassingWorker() {}

  public static void main(String[] args) throws IOException {
    Lifetime.endsWithParent();
    WorkerArguments arguments = WorkerArguments.parse(args);
    int index = arguments.index();
    WorkerCounts counts = arguments.openCounts();
    DescriptorHandler handler =
        new DescriptorHandler(
            arguments.config(), () -> counts.increment(index, WorkerCounts.Count.SERVED));
    try (DescriptorSocket socket = arguments.connect()) {
      for (int fd = receive(socket); fd >= 0; fd = receive(socket)) {
        Warming.set(counts.isWarming());
        handler.serve(fd);
        counts.increment(index, WorkerCounts.Count.FINISHED);
      }
    }
    Lifetime.end(0);
  }

  /// The next descriptor, or -1 where the acceptor process has gone.
  private static int receive(DescriptorSocket socket) throws ErrnoException {
    int fd = socket.receive();
    if (fd >= 0) return fd;
    if (fd == -Errno.EPIPE || fd == -Errno.ECONNRESET) return -1;
    throw new ErrnoException("recvmsg(SCM_RIGHTS)", -fd);
  }
}
