package acceptbench.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1:80",
    "0.0.0.0, 0.0.0.0:80",
    "255.254.253.252, 255.254.253.252:80",
    "::, [::]:80",
    "::1, [::1]:80",
    "2001:db8:0:1:0:0:0:ff, [2001:db8:0:1::ff]:80",
    "fe80::1:0:0:0, [fe80::1:0:0:0]:80",
    "1:2:3:4:5:6:7:8, [1:2:3:4:5:6:7:8]:80",
    "ffff:8000::, [ffff:8000::]:80"
  })
  void isReadAndWrittenAsUsual(String text, String withPort) {
    IpAddress address = IpAddress.parse(text);
    assertThat(address.withPort(80)).isEqualTo(withPort);
    assertThat(address.toInetAddress()).isEqualTo(InetAddress.ofLiteral(text));
    assertThat(IpAddress.of(address.toInetAddress())).isEqualTo(address);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment struct = Sockaddr.allocate(arena, address, 54_321);
      assertThat(Sockaddr.address(struct)).isEqualTo(address);
      assertThat(Sockaddr.port(struct)).isEqualTo(54_321);
      int client = Sockaddr.client(new InetSocketAddress(address.toInetAddress(), 54_321));
      assertThat(Sockaddr.client(struct)).isEqualTo(client).isLessThan(Sockaddr.CLIENTS);
      assertThat(client == 54_321).isEqualTo(address.isIpv4());
    }
  }

  @Test
  void aMappedAddressIsTheIpv4OneThatItStandsFor() {
    IpAddress mapped = new IpAddress(0, 0xffff_7f00_0001L);
    assertThat(mapped).isEqualTo(IpAddress.LOOPBACK).isEqualTo(IpAddress.parse("::ffff:127.0.0.1"));
    assertThat(mapped.isIpv4()).isTrue();
    assertThat(mapped.family()).isEqualTo(SocketConstants.AF_INET);
    assertThat(IpAddress.LOOPBACK_6.isIpv4()).isFalse();
    assertThat(IpAddress.LOOPBACK_6.family()).isEqualTo(SocketConstants.AF_INET6);
  }

  @Test
  void theWildcardsAreAnyAndNothingElseIs() {
    assertThat(IpAddress.parse("0.0.0.0").isAny()).isTrue();
    assertThat(IpAddress.ANY_6.isAny()).isTrue();
    assertThat(IpAddress.LOOPBACK.isAny()).isFalse();
    assertThat(IpAddress.LOOPBACK_6.isAny()).isFalse();
  }

  /// A client on a dual-stack socket: the kernel gives the mapped address.
  @Test
  void aClientThatSpeaksIpv4IsOneOnAnIpv6SocketToo() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment struct = Sockaddr.allocate(arena, IpAddress.LOOPBACK_6, 5);
      assertThat(Sockaddr.client(struct)).isEqualTo(65_536 + 5);
      for (int i = 8; i < 24; i++) struct.set(JAVA_BYTE, i, (byte) 0);
      for (int i = 18; i < 22; i++) struct.set(JAVA_BYTE, i, (byte) -1);
      assertThat(Sockaddr.client(struct)).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "::g", "1:2:3:4:5:6:7:8:9"})
  void whatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> IpAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void clientsOfAServerAtAnyAddressComeByBothKindsInTurn() {
    Endpoint both = Endpoint.of("::", 80);
    assertThat(both.address(0)).isEqualTo(IpAddress.LOOPBACK_6);
    assertThat(both.address(1)).isEqualTo(IpAddress.LOOPBACK);
    assertThat(both.address(2)).isEqualTo(IpAddress.LOOPBACK_6);
    assertThat(both).hasToString("[::1]:80 and 127.0.0.1:80");
    assertThat(Endpoint.of("0.0.0.0", 80)).isEqualTo(Endpoint.loopback(80));
  }
}
