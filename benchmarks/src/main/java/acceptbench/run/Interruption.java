package acceptbench.run;

import acceptbench.launch.TemporaryFolder;
import acceptbench.launch.UserError;
import acceptbench.linux.process.JvmEnd;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The end of a run from outside: Ctrl-C, SIGTERM, or the launcher's death. Every process of the
/// run is killed, then what was measured is put in order.
final class Interruption {
  private static final int ROUNDS = 20;
  private static final int ROUND_MILLIS = 25;

  private Runnable lastAct;
  private volatile boolean requested;
  private volatile boolean over;

  /// @param lastAct says what came of the run, until [#lastAct] has another one
  Interruption(Runnable lastAct) {
    this.lastAct = lastAct;
    JvmEnd.act("end of the run", this::happen);
  }

  /// Sets what is still to be done when the run is ended.
  ///
  /// @param act writes down what was measured, and says so; quick, since everything has to be gone
  ///     within 2 s
  synchronized void lastAct(Runnable act) {
    lastAct = act;
  }

  /// Something that is done completely or not at all.
  interface Step<T> {
    T take() throws UserError, IOException;
  }

  /// Takes a step that the end of the run waits for. Does not return if that end has begun already.
  <T> T whole(Step<T> step) throws UserError, IOException {
    synchronized (this) {
      if (!requested) return step.take();
    }
    parkIfRequested();
    throw new AssertionError("parked");
  }

  /// The run is over: the end of the JVM is no interruption any more.
  void disarm() {
    over = true;
  }

  /// Does not return if the run is being ended: whatever fails now fails because of that.
  void parkIfRequested() {
    while (requested) LockSupport.park();
  }

  /// Ends the run. For the shutdown hook, and for a driver whose launcher has died.
  void happen() {
    if (over) return;
    requested = true;
    killDescendants();
    synchronized (this) {
      lastAct.run();
    }
    TemporaryFolder.interruptionWasTold();
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
