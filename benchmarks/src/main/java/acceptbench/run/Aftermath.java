package acceptbench.run;

import acceptbench.kernel.SysctlException;
import acceptbench.kernel.Sysctls;
import acceptbench.linux.ErrnoException;
import acceptbench.linux.process.Descendants;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Cleans up after a cell, however it ended: no process and no changed sysctl of the private
/// network may be left to the next cell. A killed fork has put nothing back.
final class Aftermath {
  private static final Duration MOST_OF_TWO_SECONDS = Duration.ofMillis(1_500);

  private final Sysctls sysctls;

  /// What they were before the first cell; empty on the host's stack, where none is ever changed.
  private final Map<String, String> before = new LinkedHashMap<>();

  private Aftermath(Sysctls sysctls) {
    this.sysctls = sysctls;
  }

  /// Remembers the sysctls; called before the first cell.
  ///
  /// @param names the sysctls that a cell may change
  static Aftermath of(Sysctls sysctls, Iterable<String> names) throws ErrnoException {
    Descendants.adoptOrphans();
    Aftermath aftermath = new Aftermath(sysctls);
    for (String name : names) aftermath.remember(name);
    return aftermath;
  }

  private void remember(String name) {
    try {
      if (sysctls.has(name)) before.put(name, sysctls.read(name));
    } catch (SysctlException notReadable) {
      // A cell reads a sysctl before it sets it, so it can't change this one either.
    }
  }

  /// Ends what still runs, and puts back what was changed.
  ///
  /// @return what was found; empty after a cell that cleaned up for itself
  /// @throws SysctlException where one can't be put back: the next cell would measure another
  ///     kernel
  Optional<String> clear() throws SysctlException {
    List<ProcessHandle> running = Descendants.end(MOST_OF_TWO_SECONDS);
    for (Map.Entry<String, String> sysctl : before.entrySet()) {
      if (sysctls.read(sysctl.getKey()).equals(sysctl.getValue())) continue;
      sysctls.write(sysctl.getKey(), sysctl.getValue());
    }
    if (running.isEmpty()) return Optional.empty();
    return Optional.of(running.size() + " processes still ran, and were ended");
  }
}
