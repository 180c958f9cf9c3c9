package acceptbench.sizing;

import java.util.Arrays;
import java.util.List;

/// Where a server is told its backlog, and what it asks for when nobody tells it.
///
/// Read back by `ss -ltn`, set and not set, with somaxconn at 65,535 on Linux 6.18: JDK 25, Netty
/// 4.2.18, Vert.x 5.0.5, Tomcat 11.0.13, Jetty 12.1.4, Undertow 2.3.20, nginx, HAProxy and Apache
/// httpd of Debian 12, Node, Python's asyncio, gunicorn. From their documentation alone: Go, Puma,
/// Redis, systemd.
public enum ServerSetting {
  JAVA("Java's own sockets", "new ServerSocket(port, %d); channel.bind(address, %1$d)", "50"),
  NETTY("Netty", "bootstrap.option(ChannelOption.SO_BACKLOG, %d)", "somaxconn"),
  NETTY_3("Netty 3", "bootstrap.setOption(\"backlog\", %d)", "50"),
  VERTX("Vert.x", "new HttpServerOptions().setAcceptBacklog(%d)", "somaxconn"),
  TOMCAT("Tomcat", "<Connector acceptCount=\"%d\" …>", "100"),
  JETTY("Jetty", "connector.setAcceptQueueSize(%d)", "50"),
  UNDERTOW("Undertow", "builder.setSocketOption(Options.BACKLOG, %d)", "1000"),
  HELIDON("Helidon", "WebServer.builder().backlog(%d)", "1024"),
  NGINX("nginx", "listen PORT backlog=%d;", "511"),
  HAPROXY("HAProxy", "backlog %d  (in the frontend)", "maxconn"),
  APACHE("Apache httpd", "ListenBackLog %d", "511"),
  NODE("Node.js", "server.listen({ port, backlog: %d })", "511"),
  GO("Go", "sysctl -w net.core.somaxconn=%d  (net.Listen takes it as it is)", "somaxconn"),
  PYTHON("Python asyncio", "asyncio.start_server(…, backlog=%d)", "100"),
  GUNICORN("gunicorn", "gunicorn --backlog %d", "2048"),
  PUMA("Puma", "bind 'tcp://0.0.0.0:PORT?backlog=%d'", "1024"),
  REDIS("Redis", "tcp-backlog %d", "511"),
  SYSTEMD("systemd socket", "Backlog=%d", "4294967295");

  private final String server;
  private final String line;
  private final String usual;

  ServerSetting(String server, String line, String usual) {
    this.server = server;
    this.line = line;
    this.usual = usual;
  }

  public String server() {
    return server;
  }

  /// What to write, and where.
  public String line(int backlog) {
    return line.formatted(backlog);
  }

  /// The servers that come with such a backlog, unless they are told another.
  ///
  /// @param effective what is in force
  /// @param somaxconn by which what they ask for is cut
  public static List<ServerSetting> comingWith(int effective, int somaxconn) {
    return Arrays.stream(values())
        .filter(setting -> setting.comesWith(effective, somaxconn))
        .toList();
  }

  private boolean comesWith(int effective, int somaxconn) {
    return switch (usual) {
      case "somaxconn" -> effective == somaxconn;
      case "maxconn" -> false; // a number of its own configuration
      default -> effective == Math.min(Long.parseLong(usual), somaxconn);
    };
  }

  /// What it asks for where nothing is set: a number, or the setting that it takes instead.
  public String usual() {
    return usual;
  }
}
