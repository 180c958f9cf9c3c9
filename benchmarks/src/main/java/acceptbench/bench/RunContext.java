package acceptbench.bench;

import acceptbench.linux.CpuAffinity;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.RunOrigin;
import java.util.BitSet;

/// What a fork knows of the run that it belongs to, and no user sets.
///
/// @param privateNetwork whether the network namespace is the run's own, so that counters are exact
///     and sysctls may be set
/// @param serverCpus the CPUs left for servers; empty where there is nothing to choose
record RunContext(boolean privateNetwork, BitSet serverCpus) {
  /// Without a driver, in an IDE say: the host's network and no pinning.
  static RunContext ofThisFork() throws ErrnoException {
    RunOrigin origin =
        RunOrigin.current().orElseGet(() -> new RunOrigin(0, new BitSet(), false));
    BitSet server = origin.cpus();
    server.andNot(CpuAffinity.get());
    return new RunContext(origin.privateNetwork(), server);
  }

  /// Parses a list of CPUs as taskset(1) has it: `1,4-7`.
  static BitSet cpus(String list) {
    BitSet cpus = new BitSet();
    for (String part : list.split(",", -1)) {
      String[] ends = part.split("-", -1);
      int first = Integer.parseInt(ends[0].trim());
      int last = Integer.parseInt(ends[ends.length - 1].trim());
      cpus.set(first, last + 1);
    }
    return cpus;
  }
}
