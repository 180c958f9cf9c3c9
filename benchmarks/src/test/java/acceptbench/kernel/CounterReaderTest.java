package acceptbench.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.linux.socket.NetworkInterface;
import acceptbench.linux.socket.TcpSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CounterReaderTest {
  @Test
  void recordedSnapshotsSubtractToWhatHappenedBetweenThem() throws IOException {
    KernelCounters growth =
        new CounterReader(Recorded.AFTER).read().minus(new CounterReader(Recorded.BEFORE).read());

    assertThat(growth.get("ListenOverflows")).isEqualTo(4);
    assertThat(growth.get("ListenDrops")).isEqualTo(4);
    assertThat(growth.get("TCPReqQFullDrop")).isZero();
    assertThat(growth.get("TcpActiveOpens")).isEqualTo(10);
    assertThat(growth.get("PassiveOpens")).isEqualTo(6);
    assertThat(growth.find("IpExtInOctets")).hasValue(1272);
    assertThat(growth.nonZero())
        .containsKeys("TcpExtListenOverflows", "IpInReceives")
        .doesNotContainKey("TcpMaxConn");
  }

  @Test
  void aCounterThatTheKernelDoesNotHaveIsNotMeasured() throws IOException {
    KernelCounters counters = new CounterReader(Recorded.AFTER).read();

    assertThat(counters.get("NoSuchCounter")).isNaN();
    assertThat(counters.find("NoSuchCounter")).isEmpty();
    assertThat(counters.minus(counters).get("NoSuchCounter")).isNaN();
  }

  @Test
  void onlyTcpGoesByItsBareName() throws IOException {
    KernelCounters counters = new CounterReader(Recorded.AFTER).read();

    assertThat(counters.get("InOctets")).isNaN();
    assertThat(counters.get("OutSegs")).isEqualTo(22);
    assertThat(counters.find("TcpMaxConn")).hasValue(-1);
  }

  @Test
  void growthIsRightAcrossAWrapOf64Bits(@TempDir Path process) throws IOException {
    CounterReader reader = new CounterReader(process);
    write(process, "TcpExt: A\nTcpExt: 18446744073709551613\n");
    KernelCounters nearlyWrapped = reader.read();
    write(process, "TcpExt: A\nTcpExt: 4\n");

    assertThat(reader.read().minus(nearlyWrapped).find("A")).hasValue(7);
  }

  @Test
  void aCounterThatOnlyOneSnapshotHasIsLeftOut(@TempDir Path process) throws IOException {
    CounterReader reader = new CounterReader(process);
    write(process, "TcpExt: A B\nTcpExt: 1 2\n");
    KernelCounters before = reader.read();
    write(process, "TcpExt: A C\nTcpExt: 5 6\nIcmpMsg: InType3\nIcmpMsg: 7\n");
    KernelCounters growth = reader.read().minus(before);

    assertThat(growth.find("A")).hasValue(4);
    assertThat(growth.find("B")).isEmpty();
    assertThat(growth.find("C")).isEmpty();
    assertThat(growth.find("IcmpMsgInType3")).isEmpty();
  }

  @Test
  void namesWithoutAsManyValuesAreAnError(@TempDir Path process) throws IOException {
    write(process, "TcpExt: A B\nTcpExt: 1\n");

    assertThatThrownBy(new CounterReader(process)::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("3 counter names and 2 values");
  }

  @Test
  void theRunningKernelCountsAConnect() throws IOException {
    NetworkInterface.LOOPBACK.bringUp();
    int listener = TcpSocket.listen(0, 5, 0, false);
    CounterReader reader = CounterReader.ofCallingThread();
    KernelCounters before = reader.read();
    int client = TcpSocket.connect(TcpSocket.localPort(listener));

    KernelCounters growth = reader.read().minus(before);
    TcpSocket.closeWithReset(client);
    TcpSocket.closeWithReset(listener);

    assertThat(growth.get("ActiveOpens")).isEqualTo(1);
    assertThat(growth.get("ListenOverflows")).isZero();
  }

  private static void write(Path process, String netstat) throws IOException {
    Files.createDirectories(process.resolve("net"));
    Files.writeString(process.resolve("net/netstat"), netstat);
    Files.writeString(process.resolve("net/snmp"), "Tcp: InSegs\nTcp: 1\n");
  }
}
