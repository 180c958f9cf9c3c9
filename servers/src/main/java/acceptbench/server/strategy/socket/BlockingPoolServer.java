package acceptbench.server.strategy.socket;

import acceptbench.server.parameter.ServerConfig;
import java.util.concurrent.Executors;

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
public final class BlockingPoolServer extends HandOver {
  public BlockingPoolServer(ServerConfig config) {
    super(
        config,
        Executors.newFixedThreadPool(
            config.workers(), Thread.ofPlatform().name("worker ", 1).factory()));
  }
}
