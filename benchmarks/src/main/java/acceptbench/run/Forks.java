package acceptbench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The JVMs that JMH has started from this one to measure in.
final class Forks {
  private static final String MAIN_CLASS = "org.openjdk.jmh.runner.ForkedMain";

  private Forks() {}

  /// The processes that a fork has started end with it.
  ///
  /// @return whether there was one
  static boolean kill() {
    List<ProcessHandle> forks =
        ProcessHandle.current().descendants().filter(Forks::isFork).toList();
    forks.forEach(ProcessHandle::destroyForcibly);
    return !forks.isEmpty();
  }

  /// Also true where a profiler has put a command of its own in front.
  private static boolean isFork(ProcessHandle process) {
    try {
      Path commandLine = Path.of("/proc/" + process.pid() + "/cmdline");
      return Files.readString(commandLine, StandardCharsets.ISO_8859_1).contains(MAIN_CLASS);
    } catch (IOException ended) {
      return false;
    }
  }
}
