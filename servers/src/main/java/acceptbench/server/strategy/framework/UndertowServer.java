package acceptbench.server.strategy.framework;

import acceptbench.server.strategy.common.Work;
import io.undertow.Undertow;
import java.util.OptionalInt;
import org.xnio.Options;

/// You gain a server of little code, with a backlog of 1,000 unless somebody sets it
/// (`Options.BACKLOG`). You pay with handlers that run on the thread that does the I/O, and must
/// not block there.
///
/// Undertow 2, on XNIO's NIO transport. An accept thread selects on the listener and gives
/// connections to I/O threads, which handle the request where it was read.
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
