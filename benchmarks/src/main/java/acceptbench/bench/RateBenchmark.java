package acceptbench.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/// What happens to connections that arrive at a given rate, and what a pause of the acceptor does
/// to them.
///
/// Latencies count from the intended start of each connection. Where the client itself fell behind
/// (`schedule.lag` beyond 1 ms at the 99th percentile, or less than 99 % of the rate achieved),
/// `schedule.kept` is 0: that iteration shows the client's limit, not the server's latency. The
/// score is the time until each connection has ended.
///
/// `java -jar benchmarks.jar RateBenchmark -p rate=5000 -p pauseMillis=250 -p backlog=128,1024`
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
@Fork(1)
public class RateBenchmark {
  @Benchmark
  public void rate(RateLoad load) throws IOException {
    load.run();
  }
}
