package acceptbench.bench;

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
/// @param archives a folder for the class archives of its JVMs; empty where there are none
/// @param connections whether each single connection is kept
public record RunContext(
    boolean privateNetwork,
    BitSet clientCpus,
    BitSet serverCpus,
    Optional<Path> archives,
    boolean connections) {
  private static final String NETWORK = "acceptbench.network";
  private static final String CLIENT_CPUS = "acceptbench.clientCpus";
  private static final String SERVER_CPUS = "acceptbench.serverCpus";
  private static final String ARCHIVES = "acceptbench.archives";
  private static final String CONNECTIONS = "acceptbench.connections";

  /// The JVM arguments from which [#ofThisFork] reads it.
  public List<String> jvmArguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add("-D" + NETWORK + "=" + (privateNetwork ? "private" : "host"));
    arguments.add("-D" + CLIENT_CPUS + "=" + CpuList.format(clientCpus));
    arguments.add("-D" + SERVER_CPUS + "=" + CpuList.format(serverCpus));
    archives.ifPresent(folder -> arguments.add("-D" + ARCHIVES + "=" + folder));
    if (connections) arguments.add("-D" + CONNECTIONS + "=true");
    return arguments;
  }

  /// The class archive of a kind of JVM; empty where there is to be none.
  public Optional<ClassArchive> archive(String name) {
    return archives.map(folder -> new ClassArchive(folder.resolve(name + ".jsa")));
  }

  static RunContext ofThisFork() {
    return new RunContext(
        System.getProperty(NETWORK, "host").equals("private"),
        CpuList.parse(System.getProperty(CLIENT_CPUS, "")).orElseThrow(),
        CpuList.parse(System.getProperty(SERVER_CPUS, "")).orElseThrow(),
        Optional.ofNullable(System.getProperty(ARCHIVES)).map(Path::of),
        Boolean.getBoolean(CONNECTIONS));
  }

  /// CPUs as a user writes them, `1`, `4-7` or `1+4-7`: on a command line a comma separates values
  /// that are measured in turn. Empty where the text is no such list.
  public static Optional<BitSet> cpus(String list) {
    return CpuList.parse(list.replace('+', ','));
  }
}
