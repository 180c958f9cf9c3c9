package acceptbench.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.linux.Libc;
import org.junit.jupiter.api.Test;

class NetworkInterfaceTest {
  @Test
  void loopbackIsUpOnceItWasBroughtUp() throws Exception {
    assertThat(NetworkInterface.LOOPBACK.isUp()).isTrue();
    // A socket on it works.
    int listener = TcpSocket.listen(0, 1, 0, false);
    TcpSocket.closeWithReset(TcpSocket.connect(TcpSocket.localPort(listener)));
    Libc.close(listener);
  }

  @Test
  void anInterfaceThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> new NetworkInterface("nosuch0").isUp())
        .hasMessage("ioctl(SIOCGIFFLAGS, nosuch0): errno 19");
    assertThatThrownBy(() -> new NetworkInterface("a-name-too-long0"))
        .hasMessageContaining("a-name-too-long0");
  }
}
