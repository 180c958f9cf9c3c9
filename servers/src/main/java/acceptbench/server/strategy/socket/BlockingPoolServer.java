package acceptbench.server.strategy.socket;

import acceptbench.linux.CloseStack;
import acceptbench.server.ServerConfig;
import acceptbench.server.strategy.common.Threads;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// You gain an acceptor that does not wait for handlers, as long as there are CPUs for both. You
/// pay with a hand-over for each connection, and with connections that wait in the process, where
/// no bound and no counter of the kernel's knows of them.
///
/// One thread accepts, blocked, and a pool of `workers` platform threads serves.
///
/// The hand-over is a task in the pool's unbounded queue, and a futex wake-up where a worker
/// sleeps, beside the 8 system calls of `blocking`, which are where the time goes. Handlers do not
/// delay the acceptor as long as there are CPUs for both: the queue then grows in the process
/// instead of the kernel, and the accept queue stays short.
///
/// The JDK turns a backlog of 0 into 50.
public final class BlockingPoolServer extends BlockingStrategy {
  private final ExecutorService pool;

  public BlockingPoolServer(ServerConfig config) {
    super(config);
    AtomicInteger count = new AtomicInteger();
    pool =
        Executors.newFixedThreadPool(
            config.workers(),
            task -> Thread.ofPlatform().name("worker " + count.incrementAndGet()).unstarted(task));
  }

  @Override
  void accepted(Socket connection) {
    pool.execute(new Serving(connection));
  }

  /// What nobody has begun to serve is closed unserved.
  @Override
  public void close() throws IOException {
    try (CloseStack all = new CloseStack()) {
      all.add(this::end);
      all.add(super::close);
    }
  }

  private void end() throws IOException {
    try (CloseStack unserved = new CloseStack()) {
      for (Runnable left : pool.shutdownNow())
        if (left instanceof Serving serving) unserved.add(serving.connection);
    }
    Threads.awaitEnd(pool, "the pool's workers");
  }

  /// A connection that is to be served.
  private final class Serving implements Runnable {
    private final Socket connection;

    Serving(Socket connection) {
      this.connection = connection;
    }

    @Override
    public void run() {
      serve(connection);
    }
  }
}
