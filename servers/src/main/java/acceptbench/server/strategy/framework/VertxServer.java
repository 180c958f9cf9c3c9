package acceptbench.server.strategy.framework;

import acceptbench.server.strategy.common.Work;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// You gain one event loop for all of a connection's life, without a hand-over after the first. You
/// pay with handlers that must not block it, and one `Verticle` for each CPU that is to be used.
///
/// Vert.x 5 on Netty's NIO transport: an acceptor's event loop gives connections to the loops of
/// those who listen, here to one. It takes Netty's backlog unless somebody sets it
/// (`acceptBacklog`).
public final class VertxServer implements Framework {
  @Override
  public void start(String address, int port, OptionalInt backlog, Work work) throws Exception {
    // Netty looks for a hardware address, and warns where there is only loopback.
    System.setProperty("io.netty.machineId", "02:00:00:00:00:01");
    HttpServerOptions options = new HttpServerOptions().setHost(address).setPort(port);
    backlog.ifPresent(options::setAcceptBacklog);
    Vertx.vertx()
        .createHttpServer(options)
        .requestHandler(
            request -> {
              work.run();
              request.response().end(GREETING);
            })
        .listen()
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }
}
