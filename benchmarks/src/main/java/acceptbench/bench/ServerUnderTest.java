package acceptbench.bench;

import acceptbench.kernel.ListenerWatch;
import acceptbench.kernel.Sysctls;
import acceptbench.kernel.Sysctls.Setting;
import acceptbench.linux.ChildWatch;
import acceptbench.linux.ParentWatch;
import acceptbench.load.Dialogue;
import acceptbench.load.LoadClient;
import acceptbench.server.ServerConfig;
import acceptbench.server.ServerProcess;
import java.io.IOException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// The server that a cell measures, in a process of its own, and what is kept of it around each
/// iteration.
@State(Scope.Benchmark)
public class ServerUnderTest {
  /// The accept strategy; `all` stands for every one of the catalogue, and the driver puts in their
  /// names.
  @Param("all")
  public String strategy;

  /// As given to listen(2). The kernel cuts it to `net.core.somaxconn`; JDK sockets make 50 of 0.
  @Param({"50", "128", "511", "1024", "4096"})
  public int backlog;

  /// Threads or processes that serve, where the strategy has a choice.
  @Param("2")
  public int workers;

  /// CPU time that the handler burns for each connection before it greets.
  @Param("100")
  public int handlerMicros;

  /// CPU time that the accepting thread burns for each connection.
  @Param("0")
  public int acceptorMicros;

  /// `net.ipv4.tcp_syncookies` of the namespace: 0 never, 1 when the SYN queue is full, 2 always.
  @Param("1")
  public int syncookies;

  /// `net.ipv4.tcp_abort_on_overflow` of the namespace: 1 resets a connection whose final ACK finds
  /// no room.
  @Param("0")
  public int abortOnOverflow;

  /// CPUs of the server as taskset(1) has them, `1,4-7`; `auto`: all but the client's.
  @Param("auto")
  public String serverCpus;

  /// JVM arguments of the server, separated by blanks; `default`: none.
  @Param("default")
  public String serverJvm;

  private final RunContext context = RunContext.ofThisFork();
  private Setting sysctls;
  private ServerProcess process;
  private ChildWatch killed;
  private ListenerWatch watch;
  private IterationAccount account;

  @Setup(Level.Trial)
  public void start() throws IOException {
    ParentWatch.start();
    sysctls = Sysctls.ofThisMachine().set(settings());
    process =
        ServerProcess.start(
            strategy,
            new ServerConfig(backlog, workers, handlerMicros, acceptorMicros),
            cpus(),
            jvmArguments());
    killed = ChildWatch.over(process.onExit(), process.pid(), "server " + strategy);
    watch = new ListenerWatch(process.port());
    account = new IterationAccount(process, watch, context.privateNetwork(), syncookies == 0);
  }

  private Map<String, Long> settings() {
    Map<String, Long> settings = new LinkedHashMap<>();
    settings.put("net.ipv4.tcp_syncookies", (long) syncookies);
    settings.put("net.ipv4.tcp_abort_on_overflow", (long) abortOnOverflow);
    return settings;
  }

  private BitSet cpus() {
    return serverCpus.equals("auto") ? context.serverCpus() : RunContext.cpus(serverCpus);
  }

  private List<String> jvmArguments() {
    return serverJvm.equals("default") ? List.of() : List.of(serverJvm.trim().split(" +", -1));
  }

  @TearDown(Level.Trial)
  public void stop() throws IOException {
    account.checkNothingLeaked();
    watch.close();
    killed.close();
    process.close();
    sysctls.close();
  }

  ServerProcess process() {
    return process;
  }

  LoadClient client(int inFlight) throws IOException {
    return new LoadClient(process.port(), inFlight, Dialogue.serverGreets(), watch::sample);
  }

  IterationAccount account() {
    return account;
  }
}
