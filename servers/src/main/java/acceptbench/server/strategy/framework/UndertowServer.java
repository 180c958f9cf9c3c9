package acceptbench.server.strategy.framework;

import acceptbench.server.strategy.common.Work;
import io.undertow.Undertow;
import java.util.OptionalInt;
import org.xnio.Options;

/// You gain handlers that run where the request was read, without another hand-over, and a backlog
/// of 1,000 unless somebody sets it (`Options.BACKLOG`). You pay with handlers that must not block,
/// or have to ask for another thread.
///
/// Undertow 2, on XNIO's NIO transport. An accept thread selects on the listener, accepts
/// until there is nothing left, and gives connections to I/O threads.
public final class UndertowServer implements Framework {
  @Override
  public void start(String address, int port, OptionalInt backlog, Work work) {
    Undertow.Builder builder =
        Undertow.builder()
            .addHttpListener(port, address)
            .setHandler(
                exchange -> {
                  work.run();
                  exchange.getResponseSender().send(GREETING);
                });
    backlog.ifPresent(number -> builder.setSocketOption(Options.BACKLOG, number));
    builder.build().start();
  }
}
