package acceptbench.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.testing.BadInput;
import acceptbench.testing.InMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files of `/proc` as no kernel would write them.
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BadProcFilesTest {
  @TempDir(factory = InMemory.class)
  private Path process;

  @Test
  void badCountersAreRefused() throws IOException {
    Files.createDirectories(process.resolve("net"));
    Files.copy(Recorded.AFTER.resolve("net/snmp"), process.resolve("net/snmp"));
    CounterReader reader = new CounterReader(process);
    KernelCounters before = new CounterReader(Recorded.BEFORE).read();
    BadInput.feed(
        content -> {
          Files.write(process.resolve("net/netstat"), content);
          KernelCounters counters = reader.read();
          assertThat(counters.get("InSegs")).isPositive();
          assertThat(counters.minus(before).get("NoSuchCounter")).isNaN();
        },
        IOException.class,
        Files.readAllBytes(Recorded.BEFORE.resolve("net/netstat")),
        Files.readAllBytes(Recorded.AFTER.resolve("net/netstat")),
        "TcpExt: A B\nTcpExt: 1 18446744073709551615\nIcmpMsg: C\nIcmpMsg: -1\n".getBytes(UTF_8));
  }

  @Test
  void badPacketCountsAreRefused() throws IOException {
    Files.createDirectories(process.resolve("net"));
    BadInput.feed(
        content -> {
          Files.write(process.resolve("net/softnet_stat"), content);
          SoftnetStat stat = SoftnetStat.read(process);
          assertThat(stat.processed()).isBetween(0L, 0xffff_ffffL);
          assertThat(stat.dropped()).isBetween(0L, 0xffff_ffffL);
        },
        IOException.class,
        Files.readAllBytes(Recorded.BEFORE.resolve("net/softnet_stat")),
        "0000000a 000000f1 00000000\n000000ff 0000000f 00000004\n".getBytes(UTF_8));
  }

  @Test
  void badSysctlsAreRefused() throws IOException {
    Files.createDirectories(process.resolve("net/core"));
    Sysctls sysctls = new Sysctls(process);
    BadInput.feed(
        content -> {
          Files.write(process.resolve("net/core/somaxconn"), content);
          sysctls.readLong("net.core.somaxconn");
        },
        SysctlException.class,
        "4096\n".getBytes(UTF_8));
  }

  @Test
  void badKernelVersionsAreRefused() {
    BadInput.feed(
        release -> {
          KernelVersion version = KernelVersion.parse(new String(release, UTF_8));
          assertThat(version.major()).isBetween(0, 9_999);
        },
        IllegalArgumentException.class,
        "6.18.44".getBytes(UTF_8),
        "5.14.0-362.8.1.el9_3.x86_64".getBytes(UTF_8),
        "2.6.32".getBytes(UTF_8));
  }
}
