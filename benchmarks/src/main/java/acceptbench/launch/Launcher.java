package acceptbench.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `java -jar benchmarks.jar`: starts the driver on a JDK 25, in a network namespace of its own.
///
/// Runs on Java 17 and later. Standard streams, exit code and signals are those of the driver.
public final class Launcher {
  private static final String DRIVER = "acceptbench.cli.Main";

  /// The driver prints and waits: it gets little memory, and no threads that wake up without need.
  private static final List<String> JVM_ARGUMENTS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Xms32m",
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData");

  /// What Java reads where an argument has bytes that the locale has no character for.
  private static final String UNREADABLE = "\ufffd";

  private final List<String> arguments;
  private final Need need;
  private final DriverProcess driver = new DriverProcess(this::interrupted);

  private Launcher(List<String> arguments) {
    this.arguments = arguments;
    this.need = Need.of(arguments);
  }

  public static void main(String... arguments) throws InterruptedException {
    System.exit(new Launcher(List.of(arguments)).run());
  }

  private int run() throws InterruptedException {
    driver.endWithThisProcess();
    try {
      return runDriver();
    } catch (UserError e) {
      return refused(String.valueOf(e.getMessage()), e.exitCode());
    } catch (OutOfMemoryError e) {
      // So a JVM also calls it when it may not have another thread.
      return refused(e.getMessage() + " (ulimit -u, ulimit -v)", ExitCode.UNAVAILABLE);
    }
  }

  private int refused(String why, int code) {
    if (!driver.isEnding()) say(why);
    driver.over();
    return code;
  }

  private int runDriver() throws UserError, InterruptedException {
    checkReadable();
    if (need != Need.FILES && !System.getProperty("os.name").equals("Linux")) {
      throw UserError.unavailable(
          "measures the Linux kernel, and this is " + System.getProperty("os.name"));
    }
    Path own = Path.of(System.getProperty("java.home"));
    JavaHomes homes = new JavaHomes(own, System.getenv(), Path.of("/"));
    Path home = homes.find().orElse(null);
    if (home == null) throw UserError.unavailable(homes.explain());

    Namespace namespace = need == Need.PRIVATE_NETWORK ? Namespace.find() : Namespace.none();
    if (!namespace.available() && Need.insistsOnPrivateNetwork(arguments)) {
      throw UserError.unavailable(
          "can't have the private network asked for: " + namespace.reason());
    }
    return runDriver(home, namespace);
  }

  private int runDriver(Path home, Namespace namespace) throws UserError, InterruptedException {
    Path temporary = driver.makeTemporaryFolder();
    try {
      int code = driver.run(driverCommand(home, namespace, temporary));
      if (code == ExitCode.KILLED && !driver.isEnding()) say("the driver process was killed");
      return code;
    } catch (IOException e) {
      throw UserError.unavailable("could not start the driver: " + e.getMessage());
    }
  }

  /// Refuses an argument that Java can't read: it could not name a file by those bytes either.
  private void checkReadable() throws UserError {
    for (String argument : arguments) {
      if (!argument.contains(UNREADABLE)) continue;
      throw UserError.usage(
          "'"
              + argument.replace(UNREADABLE, "?")
              + "' has characters that this locale ("
              + System.getProperty("sun.jnu.encoding")
              + ") does not have; set LC_ALL=C.UTF-8");
    }
  }

  /// The driver says more, if it came so far.
  private void interrupted() {
    if (Need.measures(arguments)) say("interrupted");
  }

  private List<String> driverCommand(Path home, Namespace namespace, Path temporary) {
    List<String> command = new ArrayList<>(namespace.prefix());
    command.add(JavaHomes.java(home).toString());
    command.addAll(JVM_ARGUMENTS);
    command.add("-Djava.io.tmpdir=" + temporary);
    // A JVM that crashes would leave its report in the folder it was started in.
    command.add("-XX:ErrorFile=" + temporary.resolve("hs_err_%p.log"));
    JarArchive.ofThisProgram().map(JarArchive::jvmArguments).ifPresent(command::addAll);
    command.add("-cp");
    command.add(absoluteClassPath());
    command.add(DRIVER);
    command.addAll(
        new Handover(
                namespace.available() ? Handover.Network.PRIVATE : Handover.Network.HOST,
                ProcessHandle.current().pid(),
                namespace.reason(),
                arguments)
            .toCommandLine());
    return command;
  }

  private static String absoluteClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> new File(entry).getAbsolutePath())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void say(String what) {
    System.err.println("acceptbench: " + what);
  }
}
