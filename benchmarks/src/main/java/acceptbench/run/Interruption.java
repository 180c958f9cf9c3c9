package acceptbench.run;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The end of a run from outside: Ctrl-C, SIGTERM, or the launcher's death. Every process of the
/// run is killed, then what was measured is put in order.
final class Interruption {
  private static final int ROUNDS = 20;
  private static final int ROUND_MILLIS = 25;

  private final Runnable keep;
  private volatile boolean requested;
  private volatile boolean over;

  /// @param keep writes down what was measured; quick, since everything has to be gone within 2 s
  Interruption(Runnable keep) {
    this.keep = keep;
    Runtime.getRuntime().addShutdownHook(new Thread(this::happen, "end of the run"));
  }

  /// From here on the end of the JVM is the normal end of the run.
  void disarm() {
    over = true;
  }

  /// Does not return when the run is being ended: what fails now fails for that reason.
  void parkIfRequested() {
    while (requested) LockSupport.park();
  }

  /// Ends the run. For the shutdown hook, and for a driver whose launcher has died.
  void happen() {
    if (over) return;
    requested = true;
    killDescendants();
    keep.run();
  }

  /// More than once, since a process that is killed may just have started another.
  private static void killDescendants() {
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> alive = ProcessHandle.current().descendants().toList();
      if (alive.isEmpty()) return;
      alive.forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(ROUND_MILLIS * 1_000_000L);
    }
  }
}
