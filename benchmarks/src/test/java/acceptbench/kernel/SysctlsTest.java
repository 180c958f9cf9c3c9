package acceptbench.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SysctlsTest {
  private static final String SOMAXCONN = "net.core.somaxconn";
  private static final String SYNCOOKIES = "net.ipv4.tcp_syncookies";

  private final Sysctls kernel = Sysctls.ofThisMachine();

  @Test
  void aNameIsAPathBelowTheRoot(@TempDir Path root) throws IOException {
    Files.createDirectories(root.resolve("net/core"));
    Files.writeString(root.resolve("net/core/somaxconn"), "4096\n");

    assertThat(new Sysctls(root).read(SOMAXCONN)).isEqualTo("4096");
    assertThat(new Sysctls(root).readLong(SOMAXCONN)).isEqualTo(4096);
    assertThat(new Sysctls(root).has(SYNCOOKIES)).isFalse();
  }

  @Test
  void valuesHoldUntilTheSettingIsClosed() throws SysctlException {
    long somaxconn = kernel.readLong(SOMAXCONN);
    long syncookies = kernel.readLong(SYNCOOKIES);
    try (Sysctls.Setting _ = kernel.set(Map.of(SOMAXCONN, 17L, SYNCOOKIES, 2L))) {
      assertThat(kernel.readLong(SOMAXCONN)).isEqualTo(17);
      assertThat(kernel.readLong(SYNCOOKIES)).isEqualTo(2);
    }
    assertThat(kernel.readLong(SOMAXCONN)).isEqualTo(somaxconn);
    assertThat(kernel.readLong(SYNCOOKIES)).isEqualTo(syncookies);
  }

  @Test
  void whereOneCannotBeSetTheOthersHaveTheirsBack() throws SysctlException {
    long somaxconn = kernel.readLong(SOMAXCONN);
    Map<String, Long> values = new LinkedHashMap<>();
    values.put(SOMAXCONN, 17L);
    values.put("net.ipv4.no_such_sysctl", 1L);

    assertThatThrownBy(() -> kernel.set(values))
        .isInstanceOf(SysctlException.class)
        .hasMessage("this kernel has no sysctl net.ipv4.no_such_sysctl");
    assertThat(kernel.readLong(SOMAXCONN)).isEqualTo(somaxconn);
  }

  @Test
  void aValueThatTheKernelRefusesIsTold() {
    assertThatThrownBy(() -> kernel.write(SYNCOOKIES, "many"))
        .isInstanceOf(SysctlException.class)
        .hasMessageContaining("sysctl net.ipv4.tcp_syncookies can't be set to many");
  }

  @Test
  void aSysctlThatMayNotBeWrittenIsTold() {
    assertThatThrownBy(() -> kernel.write("kernel.ostype", "1"))
        .isInstanceOf(SysctlException.class)
        .hasMessageContaining("sysctl kernel.ostype can't be set to 1");
  }

  @Test
  void whatIsNoNameNeverBecomesAPath() {
    assertThatIllegalArgumentException().isThrownBy(() -> kernel.has("net/../../etc"));
    assertThatIllegalArgumentException().isThrownBy(() -> kernel.has("net..core"));
  }
}
