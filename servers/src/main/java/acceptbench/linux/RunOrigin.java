package acceptbench.linux;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the driver tells a JMH fork about the run: facts of the machine, not settings. A JMH fork
/// can be told things only through its JVM's arguments, hence the system properties.
///
/// @param driver the driver's process id, for [ParentWatch]
/// @param cpus which CPUs the whole run may use; the fork itself is on the client's alone
/// @param privateNetwork whether the network namespace is the run's own: its counters are exact, and
///     its sysctls may be set
public record RunOrigin(long driver, BitSet cpus, boolean privateNetwork) {
  private static final String DRIVER = "acceptbench.driver";
  private static final String CPUS = "acceptbench.cpus";
  private static final String NETWORK = "acceptbench.network";

  /// The arguments for the fork's JVM, from which [#current] reads it.
  public List<String> jvmArguments() {
    String list = cpus.stream().mapToObj(Integer::toString).collect(Collectors.joining(","));
    return List.of(
        "-D" + DRIVER + "=" + driver,
        "-D" + CPUS + "=" + list,
        "-D" + NETWORK + "=" + (privateNetwork ? "private" : "host"));
  }

  /// Empty in a JVM that no driver started.
  public static Optional<RunOrigin> current() {
    String driver = System.getProperty(DRIVER);
    if (driver == null) return Optional.empty();
    BitSet cpus = new BitSet();
    for (String cpu : System.getProperty(CPUS, "").split(",", -1)) {
      if (!cpu.isEmpty()) cpus.set(Integer.parseInt(cpu));
    }
    boolean privateNetwork = System.getProperty(NETWORK, "host").equals("private");
    return Optional.of(new RunOrigin(Long.parseLong(driver), cpus, privateNetwork));
  }
}
