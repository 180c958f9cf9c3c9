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

/// What clients meet that connect while others have left their handshakes half-open, as a SYN flood
/// does: with `syncookies` 1 and 2 they connect by cookie, with 0 their SYNs are dropped once the
/// half-open ones fill the SYN queue.
///
/// `halfOpen` clients begin first and never hear an answer; `listener.halfOpen` is how many of them
/// the server keeps in SYN_RECV, `halfOpen.cookies` how many of their SYNs it answered with a
/// cookie and forgot, `halfOpen.droppedSyns` how many it dropped. Then the others arrive at `rate`
/// (Poisson), whatever becomes of them: latencies and the ledger are theirs alone. The score is the
/// time until each of those has ended.
///
/// A client may also be ESTABLISHED while the server is half-open: its final ACK met a full accept
/// queue (`BurstBenchmark` with `halfOpen` makes such clients). The answer to what it gets when it
/// sends data: silence. The data is dropped like the ACK, one more `ListenOverflows` each time that
/// it is sent, and is taken with the next retransmission that finds room (measured on Linux 6.18:
/// 0.06 to 0.32 s after there was room, where the SYN-ACK sent again took 0.29 to 0.76 s); where
/// the server has given up meanwhile, or with `abortOnOverflow` = 1, the client gets ECONNRESET.
/// The law `early-data` shows it packet by packet.
///
/// `java -jar benchmarks.jar HalfOpenBenchmark -p strategy=epoll -p backlog=128,4096`
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(1)
@Measures(
    parameter = "syncookies",
    values = {"0", "1", "2"})
@Measures(
    parameter = "backlog",
    values = {"128", "4096"})
public class HalfOpenBenchmark {
  @Benchmark
  public void connectMeanwhile(HalfOpenLoad load) throws IOException {
    load.run();
  }
}
