package acceptbench.kernel.law.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.kernel.CounterReader;
import acceptbench.kernel.KernelCounters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestingCountersTest {
  @TempDir Path process;
  private final AtomicInteger reads = new AtomicInteger();

  @BeforeEach
  void begin() throws IOException {
    Files.createDirectory(process.resolve("net"));
    Files.writeString(process.resolve("net/netstat"), "TcpExt: ListenDrops\nTcpExt: 0\n");
  }

  private KernelCounters read(int packets) throws IOException {
    Files.writeString(process.resolve("net/snmp"), "Tcp: InSegs\nTcp: " + packets + "\n");
    return new CounterReader(process).read();
  }

  @Test
  void areThoseOfThreeEqualReads() throws IOException {
    KernelCounters rested =
        RestingCounters.await(() -> read(Math.min(10, reads.incrementAndGet())));
    assertThat(rested.get("InSegs")).isEqualTo(10);
    assertThat(reads.get()).isEqualTo(12);
  }

  /// It may get the CPU back only seconds after a read.
  @Test
  void aBusyMachineIsNotTakenForTraffic() throws IOException {
    AtomicLong now = new AtomicLong();
    KernelCounters rested =
        RestingCounters.await(
            () -> read(Math.min(10, reads.incrementAndGet())), () -> now.getAndAdd(3_000_000_000L));
    assertThat(rested.get("InSegs")).isEqualTo(10);
  }

  /// As on a host's stack that others use.
  @Test
  void whereOthersMoveThemAllTheTimeTheWaitEndsAndSaysSo() {
    assertThatThrownBy(() -> RestingCounters.await(() -> read(reads.incrementAndGet())))
        .isInstanceOf(RestingCounters.RestlessException.class)
        .hasMessage(
            "this network's counters (/proc/net/snmp, netstat) did not stand still within 2000 ms:"
                + " others have traffic here; a private network has none");
  }
}
