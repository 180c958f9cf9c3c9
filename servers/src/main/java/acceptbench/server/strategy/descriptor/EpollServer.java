package acceptbench.server.strategy.descriptor;

import acceptbench.linux.socket.TcpSocket;
import acceptbench.server.parameter.AcceptBatch;
import acceptbench.server.parameter.EpollWake;
import acceptbench.server.parameter.ServerConfig;
import java.io.IOException;

/// You gain a way with little in it but the kernel's own calls. You pay with code for Linux alone,
/// and with one thread, which does not accept while it serves.
///
/// One thread, epoll and accept4 through java.lang.foreign: as near to the kernel as Java gets.
///
/// When it wakes up it accepts until the queue is empty (or as many as `acceptBatch` says), and
/// serves each connection at once: accept4, send, close, and nothing else. What it costs above a C
/// program is some 20 ns for each of the three calls. Handlers delay accepting, as on any single
/// thread.
///
/// The backlog is taken as given, 0 included. `workers` has no meaning.
public class EpollServer extends EpollAcceptors {
  public EpollServer(ServerConfig config) {
    super(config);
  }

  @Override
  public final int start() throws IOException {
    int listener = listen(0, false);
    addAcceptor(listener, EpollWake.HERD, AcceptBatch.ALL);
    return TcpSocket.localPort(listener);
  }
}
