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

/// What happens to a burst of connections: how many find room in the accept queue, how many have to
/// send their SYN again a second later, how many end as ghosts.
///
/// The score is the time until each connection has ended, served or not; a ghost has ended once it
/// is proved to be one, which takes some 50 ms of silence. With `stallMillis` the acceptor stands
/// still from before the first connection on.
///
/// `java -jar benchmarks.jar BurstBenchmark -p strategy=blocking,netty-epoll -p backlog=128,1024`
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
@Fork(1)
public class BurstBenchmark {
  @Benchmark
  public void burst(BurstLoad load) throws IOException {
    load.fire();
  }
}
