package acceptbench.server.strategy.framework;

import acceptbench.server.JvmCommand;
import acceptbench.server.parameter.ServerConfig;
import acceptbench.server.parameter.StallKind;
import acceptbench.server.strategy.program.ProgramServer;
import acceptbench.server.strategy.program.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The process of one [Framework]: a JVM like the one that starts it, with the same arguments. It
/// is treated as any real program: it doesn't say what it accepted, and a pause stops it as a
/// whole. Its handler is ours, and burns the CPU time that is asked for.
///
/// `workers` has no meaning: a framework has as many threads as it ships with.
public final class FrameworkServer extends ProgramServer {
  /// What the client has to send; the answer ends with `HELLO`, and then the server closes.
  public static final String REQUEST =
      "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  private final Class<? extends Framework> framework;

  public FrameworkServer(Class<? extends Framework> framework, ServerConfig config) {
    super(framework.getSimpleName(), config);
    this.framework = framework;
  }

  /// Why this machine can't run one, or nothing: the frameworks themselves are in the jar.
  public static Optional<String> unavailable() {
    return Programs.missing("setpriv", "util-linux");
  }

  /// Why a framework can't do what is asked of it, or null: it has no place for work of ours
  /// between accepting and handling.
  public static @Nullable String refusal(String name, ServerConfig config) {
    if (config.acceptorMicros() > 0)
      return name + " accepts in its own code: acceptorMicros has to be 0";
    if (config.stallKind() == StallKind.BUSY)
      return name + " accepts in its own code: stallKind may not be busy";
    return null;
  }

  @Override
  protected List<String> configure(Path emptyFolder, int port) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(framework.getName(), String.valueOf(port), emptyFolder.toString()));
    arguments.addAll(config().arguments());
    return JvmCommand.ofWorker(FrameworkMain.class.getName(), arguments);
  }
}
