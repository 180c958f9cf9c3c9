package acceptbench.server.strategy;

import acceptbench.linux.Errno;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.linux.TcpSocket;
import acceptbench.server.AcceptServer;
import acceptbench.server.ServerConfig;
import acceptbench.server.ServerStats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An acceptor process, this one, passes each accepted descriptor over a Unix socket (SCM_RIGHTS)
/// to the next of `workers` worker processes, which greets and closes it.
///
/// A connection costs the acceptor accept4, sendmsg and close, and a worker's wake-up: handlers do
/// not delay accepting, but the acceptor is one thread, and when that is busy the accept queue
/// overflows while the workers idle. Connections also wait in the Unix sockets, a few hundred in
/// each; when a worker's is full the acceptor waits for it, and drops nothing.
///
/// What a worker had when it was killed is lost (accepted, not served); the others get its share.
/// The backlog is taken as given, 0 included.
final class FdPassingServer implements AcceptServer {
  private final ServerConfig config;
  private final StallGate gate = new StallGate();
  private @Nullable WorkerProcesses workers;
  private @Nullable DescriptorAcceptor acceptor;
  private int listener = -1;
  private int port;
  private int next;

  FdPassingServer(ServerConfig config) {
    this.config = config;
  }

  @Override
  public int start() throws IOException {
    WorkerProcesses started = new WorkerProcesses(FdPassingWorker.class, config);
    workers = started;
    listener = TcpSocket.listen(0, config.backlog(), 0, false);
    port = TcpSocket.localPort(listener);
    List<WorkerProcess> all = started.all();
    CpuBurn burn = new CpuBurn(config.acceptorMicros());
    acceptor = new DescriptorAcceptor(listener, gate, burn, fd -> pass(all, fd));
    acceptor.start("acceptor");
    return port;
  }

  /// Passes the connection on to the next worker that is alive, and closes the acceptor's copy.
  private void pass(List<WorkerProcess> all, int fd) {
    int result = -Errno.EPIPE;
    for (int tries = 0; tries < all.size() && result < 0; tries++) {
      result = all.get(next).socket().send(fd, 0);
      if (result < 0 && result != -Errno.EPIPE && result != -Errno.ECONNRESET)
        throw new UncheckedIOException(new ErrnoException("sendmsg(SCM_RIGHTS)", -result));
      next = (next + 1) % all.size();
    }
    if (result < 0) throw new IllegalStateException("all worker processes have died");
    Libc.close(fd);
  }

  @Override
  public void stall() throws IOException {
    gate.close(port, 1);
  }

  @Override
  public void resume() {
    gate.open();
  }

  @Override
  public ServerStats stats() {
    if (acceptor == null || workers == null) throw new IllegalStateException("not started");
    var usage = workers.usage();
    return new ServerStats(
        List.of(acceptor.accepts()), workers.served(), usage.cpuNanos(), usage.descriptors());
  }

  @Override
  public void close() throws IOException {
    if (acceptor != null) acceptor.close();
    if (listener >= 0) Libc.close(listener);
    if (workers != null) workers.close();
  }
}
