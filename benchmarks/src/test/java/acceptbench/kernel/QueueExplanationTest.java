package acceptbench.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class QueueExplanationTest {
  @Test
  void theWorkedExampleOf2_6_32IsExplained() {
    QueueExplanation explanation = explanation(511, 128, 4096, 0, false, "2.6.32");

    assertThat(limit(explanation, "effective backlog").value()).isEqualTo("128");
    assertThat(limit(explanation, "effective backlog").why()).endsWith("somaxconn binds");
    ExplainedLimit synQueue = limit(explanation, "SYN queue");
    assertThat(synQueue.value()).isEqualTo("256");
    assertThat(synQueue.why())
        .isEqualTo(
            "roundup_pow_of_two(max(8, min(backlog 511, somaxconn 128, tcp_max_syn_backlog 4096))"
                + " + 1) = 256 (max_qlen_log 8); somaxconn binds");
    assertThat(limit(explanation, "accept queue").value()).isEqualTo("129");
    assertThat(limit(explanation, "accept queue").beyond())
        .contains("while more than one young entry")
        .contains("after 3, 9, 21, 45 s");
    assertThat(limit(explanation, "final ACK").beyond()).contains("after 3, 9, 21 s");
  }

  @Test
  void thePopularFormulaIsCorrectedWhereItIsWrong() {
    assertThat(limit(explanation(8102, 65535, 65535, 1, false, "2.6.32"), "SYN queue").why())
        .contains("= 8192 (max_qlen_log 13); the backlog binds")
        .contains("\"2 x min\" would say 16204");
  }

  @Test
  void theBacklogPlaysNoPartIn2_6_18() {
    ExplainedLimit synQueue = limit(explanation(5, 128, 1024, 1, false, "2.6.18"), "SYN queue");

    assertThat(synQueue.value()).isEqualTo("1024");
    assertThat(synQueue.why()).contains("the backlog plays no part");
    assertThat(synQueue.change()).contains("tcp_max_syn_backlog");
  }

  @Test
  void aModernKernelIsFullAboveTheBacklog() {
    QueueExplanation explanation = explanation(511, 4096, 4096, 1, true, "6.18.0");

    assertThat(limit(explanation, "effective backlog").why()).endsWith("the backlog binds");
    assertThat(limit(explanation, "SYN queue").value()).isEqualTo("512");
    assertThat(limit(explanation, "SYN queue").beyond()).contains("answered with a cookie");
    assertThat(limit(explanation, "accept queue").beyond()).contains("1, 2, 3, 4, 5, 7, 11 s");
    assertThat(limit(explanation, "final ACK").value()).isEqualTo("RST");
    assertThat(limit(explanation, "final ACK").beyond()).contains("ECONNRESET").contains("a ghost");
  }

  @Test
  void withCookiesOffMaxSynBacklogMayBind() {
    ExplainedLimit synQueue = limit(explanation(4096, 4096, 256, 0, false, "6.18.0"), "SYN queue");

    assertThat(synQueue.value()).isEqualTo("193");
    assertThat(synQueue.why()).contains("the last quarter of tcp_max_syn_backlog 256");
    assertThat(synQueue.beyond()).contains("ListenDrops, and no other counter");
  }

  @Test
  void everyLimitSaysHowToChangeAndToSeeIt() {
    for (String kernel : new String[] {"2.6.18", "2.6.32", "4.4", "4.10", "6.4", "6.18"})
      for (int cookies = 0; cookies <= 2; cookies++)
        assertThat(explanation(511, 128, 16, cookies, false, kernel).limits())
            .hasSize(4)
            .allSatisfy(
                limit -> {
                  assertThat(limit.why()).isNotBlank();
                  assertThat(limit.beyond()).isNotBlank();
                  assertThat(limit.change()).isNotBlank();
                  assertThat(limit.see()).containsAnyOf("ss -", "nstat");
                });
  }

  private static ExplainedLimit limit(QueueExplanation explanation, String name) {
    return explanation.limits().stream()
        .filter(limit -> limit.name().startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  private static QueueExplanation explanation(
      int backlog, int somaxconn, int maxSynBacklog, int cookies, boolean abort, String kernel) {
    return new QueueExplanation(
        new QueueSettings(
            backlog, somaxconn, maxSynBacklog, cookies, abort, KernelVersion.parse(kernel)));
  }
}
