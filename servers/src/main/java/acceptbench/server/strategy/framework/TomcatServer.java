package acceptbench.server.strategy.framework;

import acceptbench.server.strategy.common.Work;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalInt;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/// You gain servlets that may block, on a pool of up to 200 threads. You pay with two hand-overs,
/// from the acceptor to the poller and from there to the pool, and with a backlog of 100 unless
/// somebody sets it (`acceptCount`).
///
/// Tomcat 11, embedded, with its NIO connector. An acceptor thread blocks in `accept` on the JDK's
/// channel, as long as there are fewer than 8,192 connections (`maxConnections`); beyond that they
/// stay in the accept queue.
public final class TomcatServer implements Framework {
  @Override
  public void start(String address, int port, OptionalInt backlog, Work work) throws Exception {
    Tomcat tomcat = new Tomcat();
    // For work files of servlets, of which there are none here.
    tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
    Connector connector = new Connector();
    connector.setPort(port);
    check(connector.setProperty("address", address));
    // It listens when it has started, and not before.
    check(connector.setProperty("bindOnInit", "false"));
    // It takes 0 for its own default.
    if (backlog.isPresent())
      check(connector.setProperty("acceptCount", String.valueOf(Math.max(1, backlog.getAsInt()))));
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "greeter", new Greeter(work)).addMapping("/");
    tomcat.start();
  }

  private static void check(boolean known) {
    if (!known) throw new IllegalStateException("Tomcat's connector does not know a property");
  }

  @SuppressWarnings("serial") // nobody serializes it
  private static final class Greeter extends HttpServlet {
    private final transient Work work;

    Greeter(Work work) {
      this.work = work;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      work.run();
      response.setContentLength(GREETING.length());
      response.getOutputStream().print(GREETING);
    }
  }
}
