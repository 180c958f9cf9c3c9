package acceptbench.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KernelVersionTest {
  @ParameterizedTest
  @CsvSource({
    "6.18.44-fc-v595, 6.18.44",
    "5.15.0-130-generic, 5.15.0",
    "6.9-rc3, 6.9.0",
    "6.12, 6.12.0",
    "2.6.32-754.el6.x86_64, 2.6.32",
    "6.1.0-28-cloud-amd64, 6.1.0",
    "5.14.0-427.13.1.el9_4.x86_64, 5.14.0",
    "6.6.87.2-microsoft-standard-WSL2, 6.6.87",
    "6.1.141+, 6.1.141",
    "4.18.0_custom, 4.18.0"
  })
  void whatUnamePrintsIsUnderstood(String release, String version) {
    assertThat(KernelVersion.parse(release)).hasToString(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "6", "six", "6.x", "-6.1", "6.1.x", "99999.1", " 6.1"})
  void whatIsNoVersionIsNamed(String release) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KernelVersion.parse(release))
        .withMessageContaining("'" + release + "' is no kernel version");
  }

  @Test
  void versionsAreOrderedByNumber() {
    assertThat(KernelVersion.parse("6.10").isAtLeast(KernelVersion.parse("6.9.12"))).isTrue();
    assertThat(KernelVersion.parse("2.6.18").isAtLeast(KernelVersion.parse("2.6.32"))).isFalse();
    assertThat(KernelVersion.parse("6.1.125").isAtLeast(KernelVersion.parse("6.1.125"))).isTrue();
  }

  @Test
  void thisMachineHasOne() throws SysctlException {
    assertThat(KernelVersion.ofThisMachine().isAtLeast(new KernelVersion(4, 10, 0))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "6.13, true", "6.12.10, true", "6.12.9, false", "6.11.11, false", "6.9.5, false",
    "6.6.72, true", "6.6.71, false", "6.1.125, true", "6.1.124, false", "5.15.177, true",
    "5.14.21, false", "5.4.290, true", "5.4.289, false", "4.19.325, false", "6.18.44, true"
  })
  void aStableReleaseTookOverTheSynQueueChangeOrNot(String kernel, boolean has) {
    assertThat(KernelChange.SYN_QUEUE_HOLDS_ONE_MORE.in(KernelVersion.parse(kernel)))
        .isEqualTo(has);
  }

  @Test
  void aChangeNamesItsCommit() {
    assertThat(KernelChange.LINEAR_SYN_TIMEOUTS.source())
        .isEqualTo("commit ccce324dabfe, Linux 6.5");
  }
}
