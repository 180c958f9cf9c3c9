package acceptbench.kernel.law;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.kernel.KernelVersion;
import acceptbench.kernel.SysctlException;
import acceptbench.kernel.Sysctls;
import acceptbench.kernel.law.LawResult.Verdict;
import acceptbench.linux.socket.Ipv6;
import acceptbench.testing.NeedsPrivateNetwork;
import acceptbench.testing.Requirement;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(NeedsPrivateNetwork.class)
final class LawsTest {
  private static final List<String> SYSCTLS =
      List.of(
          "net.core.somaxconn",
          "net.ipv4.tcp_syncookies",
          "net.ipv4.tcp_abort_on_overflow",
          "net.ipv4.tcp_max_syn_backlog",
          "net.ipv4.tcp_no_metrics_save",
          "net.ipv4.tcp_syn_retries");

  private static final String IPV4 = "127.0.0.1";

  /// What they show takes long, and does not depend on the address: the client's timers, and the
  /// server's.
  private static final Set<String> OF_TIMERS =
      Set.of("syn-retransmission-linear", "syn-retransmission-doubling", "half-open-given-up");

  private static final Sysctls KERNEL_SYSCTLS = Sysctls.ofThisMachine();

  static List<Law> laws() {
    return Laws.all();
  }

  @ParameterizedTest
  @MethodSource("laws")
  void theRunningKernelObeys(Law law) throws IOException {
    LawResult result = Laws.check(law, KernelVersion.ofThisMachine(), KERNEL_SYSCTLS, IPV4);

    assertThat(result.readings()).isNotEmpty().allMatch(Reading::holds);
    assertThat(result.verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(result.note()).isEmpty();
  }

  static Stream<Arguments> lawsAndAddresses() {
    return Stream.of("::1", "::")
        .flatMap(
            address ->
                laws().stream()
                    .filter(law -> !OF_TIMERS.contains(law.name()))
                    .map(law -> Arguments.of(law, address)));
  }

  @ParameterizedTest
  @MethodSource("lawsAndAddresses")
  void itObeysWithIpv6AndWithBoth(Law law, String address) throws IOException {
    Requirement.require(Ipv6.missingFor(address));
    LawResult result = Laws.check(law, KernelVersion.ofThisMachine(), KERNEL_SYSCTLS, address);

    assertThat(result.readings()).isNotEmpty().allMatch(Reading::holds);
    assertThat(result.verdict()).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void anExperimentLeavesNoSysctlChanged() throws IOException {
    Map<String, String> before = sysctls();
    for (String name : List.of("somaxconn", "max-syn-backlog", "ghosts"))
      Laws.check(named(name), KernelVersion.ofThisMachine(), KERNEL_SYSCTLS, IPV4);

    assertThat(sysctls()).isEqualTo(before);
  }

  @Test
  void aLawOfAnotherKernelIsSeenToDiffer() throws IOException {
    KernelVersion here = KernelVersion.ofThisMachine();
    KernelVersion other = OtherKernel.version();
    LawResult result = Laws.check(named("syn-queue-with-cookies"), other, KERNEL_SYSCTLS, IPV4);

    assertThat(result.verdict()).isEqualTo(Verdict.DIFFERS);
    assertThat(result.readings().getFirst().predicted())
        .contains("SYN_RECV " + OtherKernel.halfOpen(other) + ",");
    assertThat(result.readings().getFirst().measured())
        .contains("SYN_RECV " + OtherKernel.halfOpen(here) + ",");
    assertThat(result.note()).contains(other + " is known to obey this");
  }

  @Test
  void onAnUnknownKernelADifferenceIsAFinding() {
    assertThat(Laws.difference(KernelVersion.parse("7.2")))
        .startsWith("a finding: nothing is known here of Linux 7.2.0");
    assertThat(Laws.difference(KernelVersion.parse("6.18.44"))).doesNotContain("finding");
  }

  @Test
  void aLawThatNeedsOtherSysctlsIsLeftOutWhereTheyAreTheHosts() throws IOException {
    Map<String, String> before = sysctls();
    LawResult left =
        Laws.check(
            named("cookies-always"),
            KernelVersion.ofThisMachine(),
            Sysctls.ofThisMachineUnchanged(),
            IPV4);

    assertThat(left.verdict()).isEqualTo(Verdict.LEFT_OUT);
    assertThat(left.readings()).isEmpty();
    assertThat(left.note()).contains("the host's are left alone");
    assertThat(sysctls()).isEqualTo(before);
  }

  @Test
  void aLawThatNeedsNoneIsMeasuredNonetheless() throws IOException {
    LawResult result =
        Laws.check(
            named("accept-queue"),
            KernelVersion.ofThisMachine(),
            Sysctls.ofThisMachineUnchanged(),
            IPV4);

    assertThat(result.verdict()).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void namesAreUnique() {
    assertThat(laws()).extracting(Law::name).doesNotHaveDuplicates().hasSize(21);
  }

  private static Law named(String name) {
    return laws().stream().filter(law -> law.name().equals(name)).findFirst().orElseThrow();
  }

  private static Map<String, String> sysctls() throws SysctlException {
    Map<String, String> values = new HashMap<>();
    for (String name : SYSCTLS) values.put(name, Sysctls.ofThisMachine().read(name));
    return values;
  }
}
