package acceptbench.cli;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.format.OutputFormat;

/// Kills a fork that neither begins nor ends an iteration for longer than one can take: one that is
/// stopped, say, or in a deadlock. JMH itself waits for a fork without end.
///
/// What else a fork prints is no sign of life: JMH in it says every ten seconds that threads of the
/// benchmark do not end.
final class ForkDeadline implements AutoCloseable {
  /// The limit is waited for in steps, and each counts as one however long it took: where the whole
  /// run was stopped for a while (Ctrl-Z), its fork is not late.
  private static final int STEPS = 20;

  private static final Set<String> SIGNS_OF_LIFE = Set.of("iteration", "iterationResult");
  private static final String MAIN_CLASS = "org.openjdk.jmh.runner.ForkedMain";

  private final Duration limit;
  private final AtomicInteger stepsLeft = new AtomicInteger(STEPS);
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean killed;

  private ForkDeadline(Duration limit) {
    this.limit = limit;
  }

  /// Begins to watch the forks of a cell.
  ///
  /// @param limit how long one may take until its first iteration, and for each
  static ForkDeadline start(Duration limit) {
    ForkDeadline deadline = new ForkDeadline(limit);
    Thread.ofPlatform().daemon().name("deadline of the fork").start(deadline::watch);
    return deadline;
  }

  /// Takes the signs of life from what is given to a format.
  OutputFormat watching(OutputFormat format) {
    Thread jmh = Thread.currentThread();
    return (OutputFormat)
        Proxy.newProxyInstance(
            OutputFormat.class.getClassLoader(),
            new Class<?>[] {OutputFormat.class},
            (_, method, arguments) -> {
              // Other threads bring what the fork says. This one starts a fork, or makes something
              // of a profiler's files when a fork has ended.
              boolean betweenForks = Thread.currentThread().equals(jmh);
              if (betweenForks || SIGNS_OF_LIFE.contains(method.getName())) stepsLeft.set(STEPS);
              return call(format, method, arguments);
            });
  }

  private static @Nullable Object call(
      OutputFormat format, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(format, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /// Why a fork was killed, in one line; empty if none was.
  synchronized Optional<String> reason() {
    if (!killed) return Optional.empty();
    return Optional.of(
        "the JMH fork hung, and was killed: for %d s no iteration began or ended"
            .formatted(limit.toSeconds()));
  }

  private void watch() {
    try {
      while (!closed.await(limit.toMillis() / STEPS, TimeUnit.MILLISECONDS)) {
        if (stepsLeft.decrementAndGet() <= 0) killForks();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What a fork has started follows it.
  private synchronized void killForks() {
    stepsLeft.set(STEPS);
    if (closed.getCount() == 0) return;
    List<ProcessHandle> forks =
        ProcessHandle.current().descendants().filter(ForkDeadline::isFork).toList();
    killed |= !forks.isEmpty();
    forks.forEach(ProcessHandle::destroyForcibly);
  }

  /// Also of the command that a profiler puts before it.
  private static boolean isFork(ProcessHandle process) {
    try {
      Path commandLine = Path.of("/proc/" + process.pid() + "/cmdline");
      return Files.readString(commandLine, StandardCharsets.ISO_8859_1).contains(MAIN_CLASS);
    } catch (IOException ended) {
      return false;
    }
  }

  @Override
  public synchronized void close() {
    closed.countDown();
  }
}
