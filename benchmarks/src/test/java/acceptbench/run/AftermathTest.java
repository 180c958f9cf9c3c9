package acceptbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.kernel.Sysctls;
import acceptbench.linux.process.Descendants;
import acceptbench.testing.NeedsPrivateNetwork;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NeedsPrivateNetwork.class)
class AftermathTest {
  private static final String SYSCTL = "net.ipv4.tcp_syncookies";
  private static final String TWO_NUMBERS = "net.ipv4.ip_local_port_range";

  /// The ones that were made by a process that has ended since are found as well.
  @Test
  void processesAreEndedAndSysctlsPutBack() throws Exception {
    Sysctls sysctls = Sysctls.ofThisMachine();
    String cookies = sysctls.read(SYSCTL);
    String ports = sysctls.read(TWO_NUMBERS);
    Aftermath aftermath = Aftermath.of(sysctls, List.of(SYSCTL, TWO_NUMBERS, "net.ipv4.no_such"));
    assertThat(aftermath.clear()).isEmpty();

    sysctls.write(SYSCTL, cookies.equals("2") ? "0" : "2");
    sysctls.write(TWO_NUMBERS, "20000 30000");
    Process parent = new ProcessBuilder("sh", "-c", "sleep 1000 & sleep 1000 & echo").start();
    assertThat(parent.inputReader().readLine()).isEmpty();
    parent.waitFor();

    assertThat(aftermath.clear()).contains("2 processes still ran, and were ended");
    assertThat(sysctls.read(SYSCTL)).isEqualTo(cookies);
    assertThat(sysctls.read(TWO_NUMBERS)).isEqualTo(ports);
    assertThat(ProcessHandle.current().descendants()).isEmpty();
    assertThat(Descendants.end(Duration.ofSeconds(1))).isEmpty();
  }
}
