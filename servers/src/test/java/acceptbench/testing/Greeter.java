package acceptbench.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A server as somebody else may have written it, a program of its own: `Greeter PORT BACKLOG`, and
/// what is wrong with it. It knows nothing of the suite.
///
/// - `at=ADDRESS`: where it listens, 127.0.0.1 unless that says another
/// - `dies=N`: it ends with status 7 when it has greeted that many
/// - `leaks`: it closes no connection
/// - `connects`: it connects to itself before it greets
/// - `insists`: it tries again at once where accept fails
public final class Greeter {
  private static final byte[] HELLO = "HELLO".getBytes(StandardCharsets.US_ASCII);

  private Greeter() {}

  public static void main(String[] args) throws IOException {
    List<String> faults = Arrays.asList(args).subList(2, args.length);
    InetAddress address = InetAddress.ofLiteral(value(faults, "at=", "127.0.0.1"));
    int lifetime = Integer.parseInt(value(faults, "dies=", "-1"));
    int backlog = Math.max(1, Integer.parseInt(args[1]));
    List<Socket> kept = new ArrayList<>();
    try (ServerSocket listener = new ServerSocket(Integer.parseInt(args[0]), backlog, address)) {
      for (int greeted = 0; greeted != lifetime; greeted++) {
        Socket connection = accept(listener, faults.contains("insists"));
        if (faults.contains("connects")) connectAndAccept(listener);
        greet(connection, !faults.contains("leaks"));
        kept.add(connection);
        if (!faults.contains("leaks")) kept.clear();
      }
    }
    System.out.println("the last words of a server that dies and has kept " + kept.size());
    System.exit(7);
  }

  private static Socket accept(ServerSocket listener, boolean insists) throws IOException {
    while (true) {
      try {
        return listener.accept();
      } catch (IOException e) {
        if (!insists) throw e;
      }
    }
  }

  private static void connectAndAccept(ServerSocket listener) throws IOException {
    try (Socket own = new Socket(listener.getInetAddress(), listener.getLocalPort());
        Socket accepted = listener.accept()) {
      own.setSoLinger(true, 0);
      accepted.setSoLinger(true, 0);
    }
  }

  private static String value(List<String> faults, String name, String otherwise) {
    return faults.stream()
        .filter(fault -> fault.startsWith(name))
        .map(fault -> fault.substring(name.length()))
        .findFirst()
        .orElse(otherwise);
  }

  private static void greet(Socket connection, boolean close) throws IOException {
    try {
      connection.getOutputStream().write(HELLO);
    } catch (IOException clientHasGone) {
      // The next one may not have.
    } finally {
      if (close) connection.close();
    }
  }

  /// The command line that starts one, as the parameter `command` has it.
  public static String command(String... faults) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classes = Greeter.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    return "'%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -cp '%s' %s {port} {backlog} %s"
        .formatted(java, classes, Greeter.class.getName(), String.join(" ", faults))
        .strip();
  }

  /// The same, started by a shell that does something else before.
  ///
  /// @param before ends with what separates it from the next command, `;` or `&`
  public static String commandAfter(String before, String... faults) {
    return "sh -c '%s exec \"$@\"' sh %s".formatted(before, command(faults));
  }
}
