package acceptbench.server.strategy;

import acceptbench.linux.DescriptorSocket;
import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.server.ServerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// The main class of a worker process of [FdPassingServer]: it serves the descriptors that come
/// over its Unix socket until that ends.
final class FdPassingWorker {
  private FdPassingWorker() {}

  public static void main(String[] args) throws IOException {
    ServerMain.dieWithParent();
    int index = Integer.parseInt(args[0]);
    Path folder = Path.of(args[1]);
    ServerConfig config = ServerConfig.parse(Arrays.asList(args).subList(2, args.length));
    SharedCounts served = SharedCounts.open(WorkerProcesses.countsIn(folder), config.workers());
    DescriptorHandler handler =
        new DescriptorHandler(new CpuBurn(config.handlerMicros()), () -> served.increment(index));
    try (DescriptorSocket socket = DescriptorSocket.connect(WorkerProcesses.socketIn(folder))) {
      serve(socket, handler);
    }
    System.exit(0);
  }

  private static void serve(DescriptorSocket socket, DescriptorHandler handler)
      throws ErrnoException {
    while (true) {
      int fd = socket.receive();
      if (fd >= 0) handler.serve(fd);
      else if (fd == -Errno.EPIPE || fd == -Errno.ECONNRESET) return;
      else throw new ErrnoException("recvmsg(SCM_RIGHTS)", -fd);
    }
  }
}
