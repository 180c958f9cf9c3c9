package acceptbench.cli.toy;

import acceptbench.linux.process.ChildWatch;
import acceptbench.linux.process.ParentWatch;
import acceptbench.profile.ObservationProfiler;
import acceptbench.profile.Observations;
import acceptbench.server.parameter.Parameter;
import acceptbench.testing.QuickJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Sleeps instead of measuring, with a child process (`cat`, which ends with its input) in the
/// server's place.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 2)
// Nothing here repays C2.
@Fork(value = 1, jvmArgsAppend = QuickJvm.ARGUMENT)
public class ToyBenchmark {
  @Param({"1", "2"})
  public int backlog;

  @Param({"2000"})
  @Parameter(from = 1, means = "Takes descriptors, in theory.")
  public int burst;

  @Param({"1"})
  public int workers;

  @Param({"5"})
  @Parameter(means = "How long it sleeps.")
  public int sleepMillis;

  @Param({"none"})
  @Parameter(
      means =
          "throw fails in the benchmark, exit ends the fork with exit code 3, hang waits for ever,"
              + " interrupted or not, late keeps no schedule where there is a file of that name;"
              + " none does none of it.")
  public String fault;

  private @Nullable Process server;
  private @Nullable ChildWatch watch;

  @Setup
  public void startServer() throws IOException {
    ParentWatch.start();
    server = new ProcessBuilder("cat").start();
    watch = ChildWatch.over(server.onExit(), server.pid(), "server toy", () -> "");
  }

  @TearDown
  public void stopServer() {
    if (watch != null) watch.close();
    if (server != null) server.destroyForcibly();
  }

  @Setup(Level.Iteration)
  public void fail() {
    if (fault.equals("throw")) throw new IllegalStateException("the ledger is 3 short");
    if (fault.equals("exit")) Runtime.getRuntime().halt(3);
  }

  @TearDown(Level.Iteration)
  public void observe() {
    if (!fault.equals("late")) return;
    Histogram latencies = new Histogram(3);
    latencies.recordValue(1_000_000);
    ObservationProfiler.publish(
        new Observations()
            .distribution("connect", latencies)
            .count("schedule.kept", Files.exists(Path.of("late")) ? 0L : 1L));
  }

  @Benchmark
  public void sleep() throws InterruptedException {
    while (fault.equals("hang")) LockSupport.park();
    Thread.sleep(sleepMillis);
  }
}
