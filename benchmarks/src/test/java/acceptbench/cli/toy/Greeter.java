package acceptbench.cli.toy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A server of somebody else's: `Greeter ADDRESS PORT BACKLOG` greets whoever connects, until it is
/// ended.
public final class Greeter {
  private Greeter() {}

  public static void main(String[] args) throws IOException {
    InetAddress address = InetAddress.ofLiteral(args[0]);
    int backlog = Integer.parseInt(args[2]);
    try (ServerSocket server = new ServerSocket(Integer.parseInt(args[1]), backlog, address)) {
      while (true) greet(server.accept());
    }
  }

  private static void greet(Socket client) {
    try (client) {
      client.getOutputStream().write("220 here".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // That client has gone; the next one may stay.
    }
  }
}
