package acceptbench.server.strategy.program;

import acceptbench.linux.process.ContextSwitches;
import acceptbench.linux.process.Descendants;
import acceptbench.linux.process.Signals;
import acceptbench.server.ProcessUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// The processes of a program that the user names: all that this process has started or adopted,
/// daemons that left their parents included ([Descendants#adoptOrphans]).
final class CommandProcesses {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  /// The unit in which the kernel counts (sysconf(_SC_CLK_TCK), 100 a second on every
  /// architecture).
  private static final long TICK_NANOS = 10_000_000;

  /// Of `/proc/PID/stat` (proc_pid_stat(5)), counted from the state: cutime and cstime.
  private static final int ENDED_CHILDRENS_USER = 13;

  private static final int ENDED_CHILDRENS_SYSTEM = 14;

  private CommandProcesses() {}

  static List<Long> pids() {
    return ProcessHandle.current().descendants().map(ProcessHandle::pid).sorted().toList();
  }

  /// Those of them that have one of these sockets open.
  static List<Long> holding(Set<Long> inodes) {
    return pids().stream()
        .filter(pid -> OpenSockets.of(pid).keySet().stream().anyMatch(inodes::contains))
        .toList();
  }

  /// The numbers of all sockets that they have open.
  static Set<Long> sockets() {
    Set<Long> all = new TreeSet<>();
    for (long pid : pids()) all.addAll(OpenSockets.of(pid).keySet());
    return all;
  }

  /// What they use. CPU time of those that have ended is that which their parents waited for, in
  /// ticks of 10 ms.
  ///
  /// @param first the program's first process
  /// @param switches counts their context switches
  static ProcessUsage usage(long first, ContextSwitches switches) {
    Descendants.reapAdopted(first);
    long nanos = endedChildrensNanos(ProcessHandle.current().pid());
    int descriptors = 0;
    List<Long> pids = pids();
    for (long pid : pids) {
      ProcessUsage one = ProcessUsage.of(pid);
      nanos += one.cpuNanos() + endedChildrensNanos(pid);
      descriptors += one.descriptors();
    }
    return new ProcessUsage(nanos, descriptors, switches.ofProcesses(pids));
  }

  private static long endedChildrensNanos(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The second field is a name in parentheses that may hold anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks =
          Long.parseLong(fields[ENDED_CHILDRENS_USER])
              + Long.parseLong(fields[ENDED_CHILDRENS_SYSTEM]);
      return ticks * TICK_NANOS;
    } catch (IOException ended) {
      return 0;
    }
  }

  /// Asks them to end (SIGTERM), and after that time kills those that have not.
  ///
  /// @throws IOException naming those that are still there 5 seconds later
  static void end(Process first, Duration patience) throws IOException {
    for (long pid : pids()) terminate(pid);
    try {
      first.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Descendants.end(DEADLINE);
    List<Long> left = pids();
    if (!left.isEmpty())
      throw new IOException(
          "the command's processes %s were killed and have not ended within %d s"
              .formatted(left, DEADLINE.toSeconds()));
  }

  private static void terminate(long pid) {
    try {
      Signals.send(pid, Signals.SIGTERM);
    } catch (IOException ended) {
      // Then there is nothing to ask.
    }
  }
}
