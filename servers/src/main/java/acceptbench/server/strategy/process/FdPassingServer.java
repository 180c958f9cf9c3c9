package acceptbench.server.strategy.process;

import acceptbench.linux.CloseStack;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import acceptbench.linux.socket.TcpSocket;
import acceptbench.server.ServerStats;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.common.Accounts;
import acceptbench.server.strategy.common.CountedServer;
import acceptbench.server.strategy.common.ThreadGate;
import acceptbench.server.strategy.descriptor.AcceptedPeer;
import acceptbench.server.strategy.descriptor.DescriptorAcceptor;
import acceptbench.server.strategy.descriptor.ListeningDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// You gain workers that are processes of their own: when one crashes, only the connections that it
/// had in hand are lost. You pay with a descriptor that is sent from process to process for each
/// connection, one system call on either side, and with a single acceptor for all workers.
///
/// An acceptor process, this one, passes each accepted descriptor over a Unix socket (SCM_RIGHTS)
/// to one of `workers` worker processes, which greets and closes it.
///
/// A connection costs the acceptor accept4, sendmsg and close, and the worker recvmsg, sendto and
/// close, beside its wake-up: 6 system calls, where the time goes when both share a CPU. Handlers
/// do not delay accepting, but the acceptor is one thread, and when that is busy the accept queue
/// overflows while the workers idle. Connections also wait in the Unix sockets, a few hundred in
/// each; when the chosen worker's is full the acceptor waits for it, and drops nothing.
///
/// What a worker had in hand when it was killed is lost (accepted, not served); the other workers
/// get its share from then on. The backlog is taken as given, 0 included.
public final class FdPassingServer extends CountedServer {
  private final ServerConfig config;
  private final ThreadGate gate;
  private @Nullable WorkerProcesses workers;
  private @Nullable DescriptorAcceptor acceptor;
  private int listener = -1;
  private int port;
  private volatile boolean closed;

  public FdPassingServer(ServerConfig config) {
    super(config);
    this.config = config;
    this.gate = new ThreadGate(config);
  }

  @Override
  public int start() throws IOException {
    WorkerProcesses started = new WorkerProcesses(FdPassingWorker.class, config);
    workers = started;
    listener = ListeningDescriptor.open(config);
    port = TcpSocket.localPort(listener);
    WorkerQueue queue = new WorkerQueue(started.all(), started.counts(), config.workerChoice());
    accounts().servedBy(() -> started.counts().sum(WorkerCounts.Count.SERVED));
    Accounts.Acceptor account = accounts().acceptor();
    acceptor =
        new DescriptorAcceptor(
            listener,
            gate,
            new AcceptedPeer(config, account::note),
            account::accepted,
            fd -> pass(queue, fd));
    acceptor.start("acceptor");
    return port;
  }

  private void pass(WorkerQueue queue, int fd) {
    try {
      if (!queue.pass(fd) && !closed)
        throw new IllegalStateException("all worker processes have died");
    } catch (ErrnoException e) {
      throw new UncheckedIOException(e);
    } finally {
      Libc.close(fd);
    }
  }

  @Override
  public int stall() throws IOException {
    gate.stall(port, 1);
    return 1;
  }

  @Override
  public long ownConnections() {
    return gate.sentinels();
  }

  @Override
  public void resume() {
    gate.resume();
  }

  @Override
  public void warming(boolean on) {
    super.warming(on);
    if (workers == null) throw new IllegalStateException("not started");
    workers.counts().setWarming(on);
  }

  @Override
  public ServerStats stats() {
    if (workers == null) throw new IllegalStateException("not started");
    return accounts().stats(workers.usage());
  }

  @Override
  public void close() throws IOException {
    closed = true;
    gate.resume();
    if (workers != null) workers.disconnect();
    try (CloseStack all = new CloseStack()) {
      all.add(accounts());
      if (workers != null) all.add(workers);
      all.add(this::endAccepting);
    }
  }

  /// The listener stays open where the acceptor has not ended, which may still use it.
  private void endAccepting() throws IOException {
    if (acceptor != null) acceptor.close();
    if (listener >= 0) Libc.close(listener);
  }
}
