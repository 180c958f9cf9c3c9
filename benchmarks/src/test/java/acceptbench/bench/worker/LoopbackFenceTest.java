package acceptbench.bench.worker;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.SlowLoopback;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NeedsPrivateNetwork.class)
class LoopbackFenceTest {
  private static final int SENT = 100;

  /// A packet takes 3 ms, and the first ones none.
  @Test
  void whatWasSentBeforeHasArrived() throws IOException {
    try (SlowLoopback _ = new SlowLoopback("130kbit");
        DatagramChannel from = DatagramChannel.open();
        DatagramChannel to = DatagramChannel.open()) {
      to.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      to.configureBlocking(false);
      ByteBuffer bytes = ByteBuffer.allocate(1);
      for (int i = 0; i < SENT; i++) from.send(bytes.clear(), to.getLocalAddress());
      int before = arrived(to);
      assertThat(before).isLessThan(SENT);
      LoopbackFence.await();
      assertThat(before + arrived(to)).isEqualTo(SENT);
    }
  }

  private static int arrived(DatagramChannel to) throws IOException {
    int count = 0;
    while (to.receive(ByteBuffer.allocate(1)) != null) count++;
    return count;
  }
}
