package acceptbench.server.strategy.socket;

import acceptbench.server.parameter.ServerConfig;
import java.net.Socket;

/// You gain a way without hand-over or event loop: the thread that accepts a connection serves it.
/// You pay with the accept queue: while a connection is served nobody accepts, and it fills.
///
/// One thread that is blocked in `ServerSocket.accept`, serves, closes, and accepts again.
///
/// Where the time goes: the JDK makes 8 system calls per connection where a C program makes 3,
/// accept, fcntl, getsockname twice, getsockopt, write, shutdown, close; 70 % of the CPU time is
/// the kernel's (strace -c and perf while the queue is drained).
///
/// The JDK turns a backlog of 0 into 50. `workers` has no meaning.
public final class BlockingServer extends BlockingStrategy {
  public BlockingServer(ServerConfig config) {
    super(config);
  }

  @Override
  void accepted(Socket connection) {
    serve(connection);
  }
}
