package acceptbench.server.strategy.framework;

import acceptbench.server.strategy.common.Work;
import java.util.OptionalInt;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/// You gain handlers that may block, on a pool of up to 200 threads. You pay with a selector
/// between the acceptor and the handler, and with a backlog that is the JDK's 50 unless somebody
/// sets it (`acceptQueueSize` 0 is handed to the JDK).
///
/// Jetty 12. An acceptor thread blocks in `accept` on the JDK's channel and gives the connection to
/// a selector; whoever selected it handles it itself when another thread can take its place
/// (`AdaptiveExecutionStrategy`).
public final class JettyServer implements Framework {
  @Override
  public void start(String address, int port, OptionalInt backlog, Work work) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(address);
    connector.setPort(port);
    backlog.ifPresent(connector::setAcceptQueueSize);
    server.addConnector(connector);
    server.setHandler(new Greeter(work));
    server.start();
  }

  private static final class Greeter extends Handler.Abstract {
    private final Work work;

    Greeter(Work work) {
      this.work = work;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      work.run();
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, GREETING.length());
      Content.Sink.write(response, true, GREETING, callback);
      return true;
    }
  }
}
