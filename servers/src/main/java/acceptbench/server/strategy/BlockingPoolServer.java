package acceptbench.server.strategy;

import acceptbench.server.AcceptServer;
import acceptbench.server.ProcessUsage;
import acceptbench.server.ServerConfig;
import acceptbench.server.ServerStats;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// One thread accepts, blocked, and a pool of `workers` platform threads serves.
///
/// The hand-over is a task in the pool's unbounded queue, and a futex wake-up where a worker
/// sleeps, beside the 8 system calls of `blocking`, which are where the time goes. Handlers do not
/// delay the acceptor as long as there are CPUs for both: the queue then grows in the process
/// instead of the kernel, and the accept queue stays short.
///
/// The JDK turns a backlog of 0 into 50.
final class BlockingPoolServer implements AcceptServer {
  private final SocketHandler handler;
  private final BlockingAcceptor acceptor;
  private final ExecutorService pool;

  BlockingPoolServer(ServerConfig config) {
    AtomicInteger count = new AtomicInteger();
    handler = new SocketHandler(config);
    pool =
        Executors.newFixedThreadPool(
            config.workers(),
            task -> Thread.ofPlatform().name("worker " + count.incrementAndGet()).unstarted(task));
    acceptor = new BlockingAcceptor(config, socket -> pool.execute(() -> handler.serve(socket)));
  }

  @Override
  public int start() throws IOException {
    return acceptor.start();
  }

  @Override
  public void stall() throws IOException {
    acceptor.stall();
  }

  @Override
  public long ownConnections() {
    return acceptor.sentinels();
  }

  @Override
  public void resume() {
    acceptor.resume();
  }

  @Override
  public ServerStats stats() {
    return handler.stats(List.of(acceptor.accepts()), ProcessUsage.own());
  }

  @Override
  public void close() throws IOException {
    acceptor.close();
    pool.shutdownNow();
  }
}
