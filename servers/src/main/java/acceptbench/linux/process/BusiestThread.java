package acceptbench.linux.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// How much CPU time the busiest thread of a process and of its descendants has had since a moment
/// (`/proc/PID/task/TID/schedstat`, whose first figure is the nanoseconds that the thread ran).
///
/// A process whose one thread always has a CPU can do no more, however many CPUs are idle: the sum
/// over its threads doesn't show that. For one thread.
public final class BusiestThread {
  private final long pid;
  private Map<String, Long> before = Map.of();

  public BusiestThread(long pid) {
    this.pid = pid;
  }

  /// The moment from which it counts.
  public void begin() {
    before = ranNanos();
  }

  /// The most that one thread has run since then, in nanoseconds; empty where the kernel doesn't
  /// say (CONFIG_SCHED_INFO).
  public OptionalLong sinceBegin() {
    Map<String, Long> began = before;
    return ranNanos().entrySet().stream()
        .mapToLong(thread -> thread.getValue() - began.getOrDefault(thread.getKey(), 0L))
        .max();
  }

  private Map<String, Long> ranNanos() {
    Map<String, Long> nanos = new HashMap<>();
    addThreads(pid, nanos);
    ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::descendants)
        .forEach(child -> addThreads(child.pid(), nanos));
    return nanos;
  }

  private static void addThreads(long process, Map<String, Long> nanos) {
    File[] threads = new File("/proc/" + process + "/task").listFiles();
    if (threads == null) return;
    for (File thread : threads) {
      try {
        String line = Files.readString(thread.toPath().resolve("schedstat"));
        nanos.put(thread.getName(), Long.parseLong(line, 0, line.indexOf(' '), 10));
      } catch (IOException endedOrNotTold) {
        // What it had until then is not known.
      }
    }
  }
}
