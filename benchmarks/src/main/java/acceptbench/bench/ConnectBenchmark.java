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

/// What a connection costs when it is the only one: connect, first byte, close.
///
/// The accept queue is empty here, so the backlog changes nothing: `connect` shows the kernel,
/// `firstByte` the strategy's own way from the accept queue to the greeting.
///
/// Of several clients (`-t N`) each has one connection at a time. The score is that of the first
/// client, the distributions are those of all.
///
/// `java -jar benchmarks.jar ConnectBenchmark -p handlerMicros=0 -p backlog=128`
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ConnectBenchmark {
  @Benchmark
  public void connect(ConnectLoad load) throws IOException {
    load.connectOnce();
  }
}
