package acceptbench.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.kernel.Sysctls;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CellSysctlsTest {
  private static final String MAX_SYN_BACKLOG = "net.ipv4.tcp_max_syn_backlog";

  private static CellSysctls asTheyAre(String maxSynBacklog, boolean privateNetwork)
      throws IOException {
    return new CellSysctls(
        (int) read("net.ipv4.tcp_syncookies"),
        (int) read("net.ipv4.tcp_abort_on_overflow"),
        maxSynBacklog,
        privateNetwork);
  }

  private static long read(String sysctl) throws IOException {
    return Sysctls.ofThisMachine().readLong(sysctl);
  }

  @Test
  void theHostsAreNeverSet() throws IOException {
    long is = read(MAX_SYN_BACKLOG);
    assertThat(asTheyAre("default", false).toSet()).isEmpty();
    assertThat(asTheyAre(Long.toString(is), false).toSet()).isEmpty();
    assertThatThrownBy(() -> asTheyAre(Long.toString(is + 1), false).toSet())
        .hasMessage(
            "%s is %d and not %d, and the host's sysctls are never changed"
                .formatted(MAX_SYN_BACKLOG, is, is + 1));
  }

  @Test
  void aNamespacesAreSetWhereSomethingIsAskedFor() throws IOException {
    assertThat(asTheyAre("default", true).toSet()).doesNotContainKey(MAX_SYN_BACKLOG);
    assertThat(asTheyAre("64", true).toSet()).containsAllEntriesOf(Map.of(MAX_SYN_BACKLOG, 64L));
  }
}
