package acceptbench.bench;

import acceptbench.linux.process.CpuList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// What the driver tells its forks of the run, and no user sets: nothing here is a parameter of a
/// benchmark.
///
/// @param privateNetwork whether the network namespace is the run's own, so that counters are exact
///     and sysctls may be set
/// @param serverCpus the CPUs left for servers; empty where there is nothing to choose
public record RunContext(boolean privateNetwork, BitSet serverCpus) {
  private static final String NETWORK = "acceptbench.network";
  private static final String SERVER_CPUS = "acceptbench.serverCpus";

  /// The JVM arguments from which [#ofThisFork] reads it.
  public List<String> jvmArguments() {
    return List.of(
        "-D" + NETWORK + "=" + (privateNetwork ? "private" : "host"),
        "-D" + SERVER_CPUS + "=" + CpuList.format(serverCpus));
  }

  static RunContext ofThisFork() {
    return new RunContext(
        System.getProperty(NETWORK, "host").equals("private"),
        CpuList.parse(System.getProperty(SERVER_CPUS, "")).orElseThrow());
  }

  /// CPUs as a user writes them, `1`, `4-7` or `1+4-7`: on a command line a comma separates values
  /// that are measured in turn. Empty where the text is no such list.
  public static Optional<BitSet> cpus(String list) {
    return CpuList.parse(list.replace('+', ','));
  }
}
