package acceptbench.bench;

import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

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
    String list = serverCpus.stream().mapToObj(Integer::toString).collect(Collectors.joining(","));
    return List.of(
        "-D" + NETWORK + "=" + (privateNetwork ? "private" : "host"),
        "-D" + SERVER_CPUS + "=" + list);
  }

  static RunContext ofThisFork() {
    return new RunContext(
        System.getProperty(NETWORK, "host").equals("private"),
        cpus(System.getProperty(SERVER_CPUS, "")));
  }

  /// Parses a list of CPUs as taskset(1) has it: `1,4-7`.
  static BitSet cpus(String list) {
    BitSet cpus = new BitSet();
    if (list.isEmpty()) return cpus;
    for (String part : list.split(",", -1)) {
      String[] ends = part.split("-", -1);
      int first = Integer.parseInt(ends[0].trim());
      int last = Integer.parseInt(ends[ends.length - 1].trim());
      cpus.set(first, last + 1);
    }
    return cpus;
  }
}
