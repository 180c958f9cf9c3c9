package acceptbench.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.testing.NeedsPrivateNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NeedsPrivateNetwork.class)
final class SoftnetStatTest {
  private static final long PACKETS = 1_000;

  @Test
  void theSecondColumnIsSummedOverTheCpus(@TempDir Path process) throws IOException {
    write(process, "0000000a 000000f1 00000000\n000000ff 0000000f 00000004\n");

    assertThat(SoftnetStat.read(process)).isEqualTo(new SoftnetStat(0x109, 0x100));
  }

  @Test
  void growthIsRightAcrossAWrapOf32Bits(@TempDir Path process) throws IOException {
    write(process, "00000001 ffffffff 00000000\n");
    SoftnetStat before = SoftnetStat.read(process);
    write(process, "00000001 00000002 00000000\n");

    assertThat(SoftnetStat.read(process).minus(before).dropped()).isEqualTo(3);
  }

  @Test
  void whatIsNoSuchFileIsAnError(@TempDir Path process) throws IOException {
    write(process, "hello world\n");

    assertThatThrownBy(() -> SoftnetStat.read(process))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("hello world");
  }

  /// The figures are those of the machine, with all its networks.
  @Test
  void theRunningKernelCountsEachPacket() throws IOException {
    SoftnetStat before = SoftnetStat.read();
    try (DatagramChannel socket = DatagramChannel.open()) {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
      ByteBuffer packet = ByteBuffer.allocate(1);
      for (int i = 0; i < PACKETS; i++) {
        socket.send(packet.clear(), socket.getLocalAddress());
        socket.receive(packet.clear());
      }
    }
    assertThat(SoftnetStat.read().minus(before).processed()).isBetween(PACKETS, 1L << 31);
  }

  private static void write(Path process, String content) throws IOException {
    Files.createDirectories(process.resolve("net"));
    Files.writeString(process.resolve("net/softnet_stat"), content);
  }
}
