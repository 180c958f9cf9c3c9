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

/// How fast a strategy empties a full accept queue: its own speed, without the client in the way.
///
/// The acceptor stalls, `burst` connections fill the queue, the acceptor goes on; the score is the
/// time from then until all of them are greeted, `drain.nanosPerConnection` that time per
/// connection. The connections are opened from the server's CPUs, as in a C program that is client
/// and server in one.
///
/// `java -jar benchmarks.jar DrainBenchmark -p handlerMicros=0 -p workers=1 -p backlog=4096`
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 10)
@Fork(1)
public class DrainBenchmark {
  @Benchmark
  public void drain(DrainLoad load) throws IOException {
    load.drain();
  }
}
