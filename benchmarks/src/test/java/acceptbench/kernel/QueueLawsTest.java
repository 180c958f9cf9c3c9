package acceptbench.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import acceptbench.kernel.SynQueueLimit.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueueLawsTest {
  @ParameterizedTest
  @CsvSource({
    "511, 128, 128",
    "10, 4096, 10",
    "-1, 4096, 4096",
    "-2, 4096, 4096",
    "0, 4096, 0",
    "5, 0, 0"
  })
  void theBacklogIsCutToSomaxconnAsUnsigned(int backlog, int somaxconn, int effective) {
    QueueLaws laws = laws(backlog, somaxconn, 4096, 1, "6.18.0");

    assertThat(laws.effectiveBacklog()).isEqualTo(effective);
    assertThat(laws.acceptQueueCapacity()).isEqualTo(effective + 1L);
  }

  @ParameterizedTest
  @CsvSource({
    "3.10.0, 262144, 262144, 0",
    "4.0.9, 65537, 70000, 1",
    "4.0.9, 65535, 70000, 65535",
    "4.1, 262144, 262144, 262144"
  })
  void kernelsBefore4_1Keep16BitsOfIt(String kernel, int backlog, int somaxconn, int effective) {
    assertThat(laws(backlog, somaxconn, 4096, 1, kernel).effectiveBacklog()).isEqualTo(effective);
  }

  @ParameterizedTest
  @CsvSource({
    // The first two are worked examples that are known from the literature of 2.6.32.
    "511, 128, 4096, 8, 256",
    "8102, 65535, 65535, 13, 8192",
    "4096, 65535, 65535, 13, 8192",
    "5, 128, 4096, 4, 16",
    "0, 128, 4096, 4, 16",
    "7, 128, 4096, 4, 16",
    "511, 4096, 128, 8, 256",
    "65535, 65535, 65535, 16, 65536"
  })
  void theSynQueueOf2_6_32IsAPowerOfTwoAboveTheLeastOfThree(
      int backlog, int somaxconn, int maxSynBacklog, int log, long entries) {
    QueueLaws laws = laws(backlog, somaxconn, maxSynBacklog, 1, "2.6.32");

    assertThat(laws.maxQueueLengthLog()).isEqualTo(log);
    assertThat(laws.synQueue()).isEqualTo(new SynQueueLimit(entries, Rule.POWER_OF_TWO, true));
  }

  @Test
  void thePopularTwiceTheMinimumHoldsForPowersOfTwoOnly() {
    assertThat(laws(8102, 65535, 65535, 1, "2.6.32").synQueue().entries()).isNotEqualTo(2 * 8102);
    assertThat(laws(8192, 65535, 65535, 1, "2.6.32").synQueue().entries()).isEqualTo(2 * 8192);
  }

  @ParameterizedTest
  @CsvSource({
    "511, 1024, 10, 1024",
    "5, 1024, 10, 1024",
    "511, 1000, 10, 1024",
    "511, 16, 6, 64",
    "1, 1025, 11, 2048"
  })
  void theBacklogPlaysNoPartIn2_6_18(int backlog, int maxSynBacklog, int log, long entries) {
    QueueLaws laws = laws(backlog, 128, maxSynBacklog, 1, "2.6.18");

    assertThat(laws.maxQueueLengthLog()).isEqualTo(log);
    assertThat(laws.synQueue().entries()).isEqualTo(entries);
  }

  @ParameterizedTest
  @CsvSource({"6.18.0, 129", "6.13, 129", "6.9.5, 128", "4.4, 128", "6.6.72, 129"})
  void theSynQueueIsFullAtTheBacklogOrAboveIt(String kernel, long entries) {
    assertThat(laws(128, 4096, 4096, 1, kernel).synQueue())
        .isEqualTo(new SynQueueLimit(entries, Rule.BACKLOG, true));
    assertThat(laws(128, 4096, 4096, 0, kernel).synQueue())
        .isEqualTo(new SynQueueLimit(entries, Rule.BACKLOG, false));
  }

  @ParameterizedTest
  @CsvSource({"256, 193", "2048, 1537", "16, 13", "3, 4", "0, 1", "4095, 3073"})
  void aQuarterOfMaxSynBacklogIsKeptForProvenPeersWhereCookiesAreOff(int max, long entries) {
    assertThat(laws(4096, 4096, max, 0, "6.18.0").synQueue())
        .isEqualTo(new SynQueueLimit(entries, Rule.MAX_SYN_BACKLOG, false));
    assertThat(laws(4096, 4096, max, 1, "6.18.0").synQueue().entries()).isEqualTo(4097);
  }

  @Test
  void theBacklogBindsWhereBothRulesGiveTheSameNumber() {
    assertThat(laws(192, 4096, 256, 0, "6.18.0").synQueue().rule()).isEqualTo(Rule.BACKLOG);
    assertThat(laws(193, 4096, 256, 0, "6.18.0").synQueue().rule()).isEqualTo(Rule.MAX_SYN_BACKLOG);
  }

  @Test
  void cookiesAlwaysLeaveTheSynQueueEmpty() {
    assertThat(laws(128, 4096, 4096, 2, "6.18.0").synQueue())
        .isEqualTo(new SynQueueLimit(0, Rule.ALWAYS_COOKIES, true));
    assertThat(laws(128, 4096, 4096, 2, "3.11").synQueue().rule()).isEqualTo(Rule.POWER_OF_TWO);
  }

  @Test
  void aKernelSince4_4HasNoPowerOfTwo() {
    assertThatIllegalStateException()
        .isThrownBy(laws(128, 128, 128, 1, "4.4")::maxQueueLengthLog)
        .withMessageContaining("4.4.0 has no max_qlen_log");
  }

  @Test
  void whatIsOutOfRangeIsNamed() {
    refused("somaxconn -1", 5, -1, 128, 1, "6.18");
    refused("tcp_max_syn_backlog -1", 5, 128, -1, 1, "6.18");
    refused("tcp_syncookies 3 is not 0, 1 or 2", 5, 128, 128, 3, "6.18");
    refused(
        "kernel 2.4.20: nothing is known here of kernels before 2.6.18", 5, 128, 128, 1, "2.4.20");
    refused("tcp_max_syn_backlog 1073741825", 5, 128, (1 << 30) + 1, 1, "2.6.32");
  }

  private static void refused(
      String message, int backlog, int somaxconn, int maxSynBacklog, int cookies, String kernel) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> laws(backlog, somaxconn, maxSynBacklog, cookies, kernel))
        .withMessageContaining(message);
  }

  private static QueueLaws laws(
      int backlog, int somaxconn, int maxSynBacklog, int cookies, String kernel) {
    return new QueueLaws(
        new QueueSettings(
            backlog, somaxconn, maxSynBacklog, cookies, false, KernelVersion.parse(kernel)));
  }
}
