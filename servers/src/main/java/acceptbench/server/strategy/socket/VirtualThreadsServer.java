package acceptbench.server.strategy.socket;

import acceptbench.server.parameter.ServerConfig;
import java.util.concurrent.Executors;

/// You gain handlers that may block, a thread for each connection, with no pool whose size has to
/// be chosen. You pay with a virtual thread for each connection, and with no bound on how many are
/// under way at once.
///
/// One platform thread accepts, blocked, and starts a virtual thread for each connection.
///
/// A connection costs a virtual thread and a task in the scheduler's queue, and 10 system calls:
/// the 8 of `blocking`, and two more fcntl, as a virtual thread's sockets do not block. The
/// scheduler has as many carriers as the process has CPUs, whatever `workers` says; handlers that
/// burn CPU hold their carrier, but not the acceptor, which has a thread of its own. The accept
/// queue stays short and connections wait inside the process, without bound.
///
/// The JDK turns a backlog of 0 into 50. `workers` has no meaning.
public final class VirtualThreadsServer extends HandOver {
  public VirtualThreadsServer(ServerConfig config) {
    super(config, Executors.newVirtualThreadPerTaskExecutor());
  }
}
