package acceptbench.server.strategy.framework;

import static java.nio.charset.StandardCharsets.US_ASCII;

import acceptbench.server.strategy.common.Work;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.OptionalInt;

/// You gain a server without a dependency. You pay with one thread for everything, unless an
/// executor is set: it accepts nothing while it answers. Its backlog is the JDK's 50 unless
/// somebody sets it (0 is handed to the JDK).
///
/// The JDK's `com.sun.net.httpserver.HttpServer` with its default executor: one dispatcher selects
/// on listener and connections, accepts one each time it wakes up, and calls the handler itself.
public final class JdkHttpServer implements Framework {
  @Override
  public void start(String address, int port, OptionalInt backlog, Work work) throws IOException {
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.ofLiteral(address), port), backlog.orElse(0));
    byte[] greeting = GREETING.getBytes(US_ASCII);
    server.createContext("/", exchange -> greet(exchange, greeting, work));
    server.start();
  }

  private static void greet(HttpExchange exchange, byte[] greeting, Work work) throws IOException {
    try (exchange) {
      work.run();
      exchange.sendResponseHeaders(200, greeting.length);
      exchange.getResponseBody().write(greeting);
    }
  }
}
