package acceptbench.server.strategy.program;

import acceptbench.linux.process.ContextSwitches;
import acceptbench.linux.process.KilledProcesses;
import acceptbench.linux.socket.Endpoint;
import acceptbench.linux.socket.InetDiag;
import acceptbench.linux.socket.IpAddress;
import acceptbench.linux.socket.ListenerLookup;
import acceptbench.server.ChildProcess;
import acceptbench.server.ProcessUsage;
import acceptbench.server.ServerStats;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.parameter.StallKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A real program that is run as a server, from generated configuration in a folder of its own,
/// which is deleted as soon as the program has read it. No system service is touched.
///
/// It does not report what it accepted, and can't be made to burn CPU time.
public abstract class ProgramServer extends StoppableServer {
  private static final Duration START_DEADLINE = Duration.ofSeconds(25);
  private static final Duration STOP_DEADLINE = Duration.ofMillis(600);

  private final String name;
  private final ContextSwitches switches = new ContextSwitches();
  private @Nullable Process process;
  private List<ProcessHandle> children = List.of();
  private volatile boolean closed;

  public ProgramServer(String name, ServerConfig config) {
    super(config);
    this.name = name;
  }

  /// What to write of the backlog into the configuration, where 0 is not allowed: nothing where the
  /// program is to take its own.
  ///
  /// @param directive with `%d` for the number
  final String backlog(String directive) {
    OptionalInt number = config().backlog().number();
    return number.isEmpty() ? "" : directive.formatted(Math.max(1, number.getAsInt()));
  }

  /// Where to listen as most programs write it: `127.0.0.1:80`, `[::1]:80`.
  final String bracketed(int port) {
    return IpAddress.parse(config().address()).withPort(port);
  }

  /// Whether it is to take connections of both kinds.
  final boolean isDualStack() {
    return IpAddress.parse(config().address()).equals(IpAddress.ANY_6);
  }

  /// Writes what the program needs and returns its command line. It has to stay in the foreground.
  ///
  /// @param emptyFolder to be named on the command line alone: each program quotes in its own way,
  ///     and where the machine keeps temporary files may have any character in its name
  protected abstract List<String> configure(Path emptyFolder, int port) throws IOException;

  /// The signal that ends all of the program's processes when the first one gets it. For a program
  /// of one process it is SIGKILL, which also works while that is stopped.
  protected String deathSignal() {
    return "KILL";
  }

  /// Which of the program's processes accept; called until there are enough.
  protected List<Long> acceptorPids(ProcessHandle first) {
    return List.of(first.pid());
  }

  /// How many processes accept.
  protected int acceptors() {
    return 1;
  }

  /// Called when it listens, and before anybody comes.
  protected void listens(long pid, int port) throws IOException {}

  @Override
  public final int start() throws IOException {
    int port = freePort(config().listeningAt());
    Path folder =
        Files.createTempDirectory(
            "acceptbench",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      run(folder, port);
    } finally {
      delete(folder);
    }
    return port;
  }

  private void run(Path folder, int port) throws IOException {
    List<String> command = new ArrayList<>();
    // Should this process be killed, the kernel ends the program. The program ends its own
    // children, and so has to get a signal that it can act on.
    command.addAll(List.of("setpriv", "--pdeathsig", deathSignal()));
    command.addAll(configure(folder, port));
    Process started =
        ChildProcess.start(
            new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT));
    process = started;
    awaitListening(started, port);
    listens(started.pid(), port);
    // If a program's first process is killed these may be left, and nobody else would end them.
    children = started.descendants().toList();
    Thread.ofPlatform().daemon().name("watch " + name).start(() -> watch(started, children));
  }

  /// A port of that address that nobody has.
  static int freePort(InetAddress address) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, address)) {
      return socket.getLocalPort();
    }
  }

  private void awaitListening(Process started, int port) throws IOException {
    long start = System.nanoTime();
    try (InetDiag diag = new InetDiag()) {
      Endpoint endpoint = config().endpoint(port);
      while (ListenerLookup.of(diag.listeners(port), endpoint).isEmpty()
          || acceptorPids().size() < acceptors()) {
        if (System.nanoTime() - start > START_DEADLINE.toNanos())
          throw new IOException(
              "%s does not listen on port %d after %d s"
                  .formatted(name, port, START_DEADLINE.toSeconds()));
        if (started.waitFor(5, TimeUnit.MILLISECONDS))
          throw new IOException(
              "%s did not start: exit code %d".formatted(name, started.exitValue()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + name + " was to start", e);
    }
  }

  private void watch(Process started, List<ProcessHandle> left) {
    started.onExit().join();
    if (closed) return;
    try {
      KilledProcesses.end(name, left);
    } catch (IOException e) {
      System.err.println(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.err.println(name + " ended by itself with exit code " + started.exitValue());
    Runtime.getRuntime().halt(1);
  }

  @Override
  public final List<Long> acceptorPids() {
    return process == null ? List.of() : acceptorPids(process.toHandle());
  }

  @Override
  public final ServerStats stats() {
    if (process == null) throw new IllegalStateException("not started");
    List<Long> pids = new ArrayList<>();
    pids.add(process.pid());
    process.descendants().map(ProcessHandle::pid).forEach(pids::add);
    return ServerStats.uncounted(ProcessUsage.ownAnd(pids, switches));
  }

  @Override
  public final void close() throws IOException {
    closed = true;
    try {
      resume();
    } finally {
      if (process != null) end(process);
    }
  }

  private void end(Process running) throws IOException {
    List<ProcessHandle> all =
        Stream.concat(children.stream(), running.descendants()).distinct().toList();
    running.destroy();
    try {
      running.waitFor(STOP_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
      KilledProcesses.end(
          name, Stream.concat(Stream.of(running.toHandle()), all.stream()).toList());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + name + " had to end", e);
    } finally {
      running.destroyForcibly();
      all.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    }
  }

  /// Why a program can't do what is asked of it, or null.
  public static @Nullable String refusal(String name, ServerConfig config) {
    if (config.handlerMicros() > 0) return name + " can't burn CPU time: handlerMicros has to be 0";
    if (config.acceptorMicros() > 0)
      return name + " can't burn CPU time: acceptorMicros has to be 0";
    if (config.stallKind() == StallKind.BUSY)
      return name + " can't be kept busy: stallKind may not be busy";
    return null;
  }
}
