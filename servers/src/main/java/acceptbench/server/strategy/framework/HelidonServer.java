package acceptbench.server.strategy.framework;

import acceptbench.server.strategy.common.Work;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import java.util.OptionalInt;

/// You gain handlers that may block, each connection on a virtual thread of its own, with a backlog
/// of 1,024 unless somebody sets it. You pay with a virtual thread for each connection, and with no
/// bound on how many are under way.
///
/// Helidon 4's web server: a thread blocks in `ServerSocket.accept` and starts a virtual thread
/// that reads the request and answers. When asked to, it answers `Connection: close`, but doesn't
/// close within a minute (4.2.7 to 4.5.0): the handler here makes it close at once.
public final class HelidonServer implements Framework {
  @Override
  public void start(String address, int port, OptionalInt backlog, Work work) {
    WebServerConfig.Builder builder =
        WebServer.builder()
            .host(address)
            .port(port)
            .routing(
                routing ->
                    routing.get(
                        "/",
                        (request, response) -> {
                          work.run();
                          response.send(GREETING);
                          // On its own it keeps a connection open that it has said it would close.
                          throw new CloseConnectionException("answered");
                        }));
    backlog.ifPresent(builder::backlog);
    builder.build().start();
  }
}
