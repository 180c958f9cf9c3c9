package acceptbench.server.strategy;

import acceptbench.linux.Libc;
import acceptbench.server.ControlPipe;
import acceptbench.server.Lifetime;
import acceptbench.server.OwnCpus;
import acceptbench.server.parameter.ServerConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/// The main class of a server process: `ServerMain STRATEGY NAME=VALUE…`. It obeys the control pipe
/// on stdin and stdout until that ends.
public final class ServerMain {
  private ServerMain() {}

  public static void main(String[] args) throws IOException {
    // Beside all that comes before the first socket, while this JVM has more CPUs than its own.
    Thread.ofPlatform().daemon().name("linking").start(Libc::link);
    Lifetime.endsWithParent();
    PrintStream answers = System.out;
    // Whatever else is printed in this process must not get into the control pipe.
    System.setOut(System.err);
    try {
      if (args.length == 0) throw new IllegalArgumentException("no strategy given");
      List<String> arguments = Arrays.asList(args);
      AcceptStrategy strategy = AcceptStrategy.named(args[0]);
      ServerConfig config = ServerConfig.parse(arguments.subList(1, args.length));
      OwnCpus.enter();
      new ControlPipe(System.in, answers).control(strategy.create(config), config);
    } catch (IllegalArgumentException | IOException e) {
      System.err.println(e.getMessage());
      Lifetime.end(1);
    }
    Lifetime.end(0);
  }
}
