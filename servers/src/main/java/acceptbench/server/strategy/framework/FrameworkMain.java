package acceptbench.server.strategy.framework;

import acceptbench.server.Lifetime;
import acceptbench.server.parameter.Backlog;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.strategy.common.NoDescriptor;
import acceptbench.server.strategy.common.Work;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The main class of a process that is one [Framework]: `FrameworkMain CLASS PORT FOLDER
/// NAME=VALUE…`. Temporary files go to the folder, which is deleted as soon as it listens.
/// It serves until it is killed.
final class FrameworkMain {
  private FrameworkMain() {}

  public static void main(String[] args) throws Exception {
    Lifetime.endsWithParent();
    // They log that they have started; only what goes wrong has to be seen.
    Logger.getLogger("").setLevel(Level.WARNING);
    System.setProperty("java.io.tmpdir", args[2]);
    ServerConfig config = ServerConfig.parse(List.of(args).subList(3, args.length));
    NoDescriptor.prepareLog(config);
    Class.forName(args[0])
        .asSubclass(Framework.class)
        .getConstructor()
        .newInstance()
        .start(
            config.address(),
            Integer.parseInt(args[1]),
            backlog(config.backlog()),
            Work.ofHandler(config));
    new CountDownLatch(1).await();
  }

  /// To the JDK everything below 1 is the same, to some of the servers it is not.
  private static OptionalInt backlog(Backlog asked) {
    OptionalInt number = asked.number();
    return number.isEmpty() ? number : OptionalInt.of(Math.max(0, number.getAsInt()));
  }
}
