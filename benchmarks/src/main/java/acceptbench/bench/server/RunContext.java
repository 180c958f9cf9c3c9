package acceptbench.bench.server;

import acceptbench.linux.process.CpuList;
import acceptbench.server.ClassArchive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// What the driver tells its forks about the run. Users don't set these, and they are no parameters
/// of a benchmark.
///
/// @param privateNetwork whether the network namespace is the run's own, so that counters are exact
///     and sysctls may be set
/// @param clientCpus those that the client has for itself; empty where there is nothing to choose
/// @param serverCpus the CPUs left for servers; empty where there is nothing to choose
/// @param jarArchive the class archive that was made with the jar; empty where there is none
/// @param archives a folder for the run's own class archives; empty where it makes none
/// @param connections whether each single connection is kept
public record RunContext(
    boolean privateNetwork,
    BitSet clientCpus,
    BitSet serverCpus,
    Optional<Path> jarArchive,
    Optional<Path> archives,
    boolean connections) {
  private static final String NETWORK = "acceptbench.network";
  private static final String CLIENT_CPUS = "acceptbench.clientCpus";
  private static final String SERVER_CPUS = "acceptbench.serverCpus";
  private static final String JAR_ARCHIVE = "acceptbench.jarArchive";
  private static final String ARCHIVES = "acceptbench.archives";
  private static final String CONNECTIONS = "acceptbench.connections";

  /// The JVM arguments from which [#ofThisFork] reads it.
  public List<String> jvmArguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add("-D" + NETWORK + "=" + (privateNetwork ? "private" : "host"));
    arguments.add("-D" + CLIENT_CPUS + "=" + CpuList.format(clientCpus));
    arguments.add("-D" + SERVER_CPUS + "=" + CpuList.format(serverCpus));
    jarArchive.ifPresent(file -> arguments.add("-D" + JAR_ARCHIVE + "=" + file));
    archives.ifPresent(folder -> arguments.add("-D" + ARCHIVES + "=" + folder));
    if (connections) arguments.add("-D" + CONNECTIONS + "=true");
    return arguments;
  }

  /// JVM arguments by which a fork finds its classes.
  public List<String> archiveOfAFork() {
    return jarArchive.map(ClassArchive::reading).or(() -> own("client")).orElse(List.of());
  }

  /// JVM arguments by which a server finds its classes. The run's own archive has those of its
  /// strategy too.
  List<String> archiveOfAServer(String strategy) {
    return own("server-" + strategy)
        .or(() -> jarArchive.map(ClassArchive::reading))
        .orElse(List.of());
  }

  private Optional<List<String>> own(String name) {
    return archives.map(folder -> new ClassArchive(folder.resolve(name + ".jsa")).jvmArguments());
  }

  static RunContext ofThisFork() {
    return new RunContext(
        System.getProperty(NETWORK, "host").equals("private"),
        CpuList.parse(System.getProperty(CLIENT_CPUS, "")).orElseThrow(),
        CpuList.parse(System.getProperty(SERVER_CPUS, "")).orElseThrow(),
        Optional.ofNullable(System.getProperty(JAR_ARCHIVE)).map(Path::of),
        Optional.ofNullable(System.getProperty(ARCHIVES)).map(Path::of),
        Boolean.getBoolean(CONNECTIONS));
  }

  /// CPUs as a user writes them, `1`, `4-7` or `1+4-7`: on a command line a comma separates values
  /// that are measured in turn. Empty where the text is no such list.
  public static Optional<BitSet> cpus(String list) {
    return CpuList.parse(list.replace('+', ','));
  }
}
