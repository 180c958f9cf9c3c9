package acceptbench.server;

import acceptbench.linux.process.CpuList;
import acceptbench.linux.process.JvmThreads;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/// The CPUs of a server. Its JVM starts on all that its parent may use, as it starts sooner on
/// several, and goes to its own before it opens a socket; what it starts from then on is there too.
public final class OwnCpus {
  private static final String CPUS = "acceptbench.cpus";

  private OwnCpus() {}

  /// The JVM arguments that tell a server its CPUs, and make it the same JVM as one that was
  /// started on them.
  ///
  /// @param cpus empty: it stays where it starts
  static List<String> jvmArguments(BitSet cpus) {
    if (cpus.isEmpty()) return List.of();
    return List.of(
        "-D" + CPUS + "=" + CpuList.format(cpus), "-XX:ActiveProcessorCount=" + cpus.cardinality());
  }

  /// Moves all threads of this process to the CPUs that [#jvmArguments] named.
  ///
  /// @throws IOException where the kernel refuses, as for CPUs that are none of this machine's
  public static void enter() throws IOException {
    BitSet cpus = CpuList.parse(System.getProperty(CPUS, "")).orElseThrow();
    if (!cpus.isEmpty()) JvmThreads.allTo(cpus);
  }
}
