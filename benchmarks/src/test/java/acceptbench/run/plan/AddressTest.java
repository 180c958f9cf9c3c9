package acceptbench.run.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.kernel.Sysctls;
import acceptbench.kernel.Sysctls.Setting;
import acceptbench.launch.ExitCode;
import acceptbench.launch.UserError;
import acceptbench.linux.socket.Ipv6;
import acceptbench.run.jmh.JmhArguments;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.Requirement;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The parameter `address`.
@ExtendWith(NeedsPrivateNetwork.class)
class AddressTest {
  private static Plan plan(String address) throws UserError {
    List<String> arguments =
        List.of("ConnectBenchmark", "-p", "strategy=epoll", "-p", "address=" + address);
    return Plan.of(
        JmhArguments.parse(arguments),
        new ParameterRules(Strategies.known(), 100_000, new BitSet()));
  }

  @Test
  void isOfIpv4UnlessAskedOtherwiseAndIsOfBothToo() throws Exception {
    Requirement.require(Ipv6.missingFor("::"));
    assertThat(plan("127.0.0.1,::1,::").cells())
        .extracting(cell -> cell.parameters().get("address"))
        .containsOnly("127.0.0.1", "::1", "::");
    assertThat(plan("127.0.0.1").defaults().values())
        .allSatisfy(defaults -> assertThat(defaults).containsEntry("address", "127.0.0.1"));
  }

  @Test
  void isOneOfThree() {
    assertThatThrownBy(() -> plan("0.0.0.0"))
        .isInstanceOf(UserError.class)
        .hasMessage("address=0.0.0.0: it is one of [127.0.0.1, ::, ::1]");
  }

  @Test
  void ofIpv6IsRefusedInOneLineWhereThereIsNone() throws Exception {
    Requirement.require(Ipv6.missingFor("::"));
    try (Setting _ = Sysctls.ofThisMachine().set(Map.of("net.ipv6.conf.lo.disable_ipv6", 1L))) {
      assertThatThrownBy(() -> plan("::1"))
          .isInstanceOfSatisfying(
              UserError.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNAVAILABLE))
          .hasMessageMatching(
              "address=::1: there is no IPv6 here \\(bind\\(fd \\d+, \\[::1]:0\\):"
                  + " EADDRNOTAVAIL\\); it takes a kernel with IPv6, and sysctl"
                  + " net.ipv6.conf.lo.disable_ipv6=0");
      assertThat(plan("127.0.0.1").cells()).isNotEmpty();
    }
    assertThat(Ipv6.missingFor("::1")).isEmpty();
  }
}
