package acceptbench.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.process.CpuAffinity;
import acceptbench.linux.process.CpuList;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuPlanTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0-1|1|0", "0,2,5|5|0,2", "3-6|6|3-5"})
  void theClientHasTheLastCpuAndTheServerTheOthers(String allowed, String client, String server) {
    CpuPlan plan = CpuPlan.of(cpus(allowed));
    assertThat(CpuList.format(plan.client())).isEqualTo(client);
    assertThat(CpuList.format(plan.server())).isEqualTo(server);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0-15|4|clients on 12-15, server on 0-11",
        "0,2,5|2|clients on 2,5, server on 0",
        "0-1|2|clients on 0-1, server on 0-1 too",
        "3|1|not pinned"
      })
  void severalClientsHaveTheLastCpusAndTheServerWhatIsLeft(
      String allowed, int clients, String words) {
    assertThat(CpuPlan.of(cpus(allowed), clients).words()).isEqualTo(words);
  }

  /// So that the server has the same for each number of clients.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|client on 4, server on 0-3",
        "3|clients on 4-6, server on 0-3",
      })
  void ofCertainCpusThoseThatAreLeftOverAreNobodys(int clients, String words) {
    CpuPlan plan = CpuPlan.of(cpus("0-7"), clients, cpus("4-7"));
    assertThat(plan.words()).isEqualTo(words);
    assertThat(plan.shared()).isFalse();
  }

  /// Also where the server was given one of them only.
  @Test
  void whatIsNoMeasuredThreadKeepsOffTheClientsCpus() {
    CpuPlan plan = new CpuPlan(cpus("0-7"), cpus("4-6"), cpus("6-7"));
    assertThat(CpuList.format(plan.besideTheClients())).isEqualTo("0-3,7");
    assertThat(plan.words()).isEqualTo("clients on 4-6, server on 6-7 too");
    assertThat(CpuList.format(CpuPlan.of(cpus("0-1"), 2).besideTheClients())).isEqualTo("0-1");
  }

  @Test
  void eachClientNeedsACpu() {
    assertThatThrownBy(() -> CpuPlan.of(cpus("0-1"), 3))
        .hasMessage("3 load clients, and 2 CPUs for them");
    assertThatThrownBy(() -> CpuPlan.of(cpus("0-1"), 0)).hasMessage("at least one load client");
    assertThatThrownBy(() -> CpuPlan.of(cpus("0-7"), 3, cpus("4-5")))
        .hasMessage("3 load clients, and 2 CPUs for them");
  }

  @Test
  void onOneCpuNothingIsPinned() throws ErrnoException {
    CpuPlan plan = CpuPlan.of(cpus("3"));
    assertThat(plan.pinned()).isFalse();
    assertThat(plan.server()).isEqualTo(cpus("3"));
    BitSet before = CpuAffinity.get();
    try (CpuPlan.Pin _ = plan.pinThisThread()) {
      assertThat(CpuAffinity.get()).isEqualTo(before);
    }
  }

  @Test
  void aThreadIsOnTheClientsCpuUntilTheCellIsOver() throws ErrnoException {
    CpuPlan plan = CpuPlan.ofThisProcess();
    try (CpuPlan.Pin _ = plan.pinThisThread()) {
      if (plan.pinned()) assertThat(CpuAffinity.get()).isEqualTo(plan.client());
    }
    assertThat(CpuAffinity.get()).isEqualTo(plan.allowed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0-3", "0,2-4,1023"})
  void aListIsWrittenAsItWasRead(String list) {
    assertThat(CpuList.format(cpus(list))).isEqualTo(list);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "-1", "3-1", "1,", "1-2-3", "1024", "99999"})
  void whatIsNoListIsNone(String text) {
    assertThat(CpuList.parse(text)).isEmpty();
  }

  private static BitSet cpus(String list) {
    return CpuList.parse(list).orElseThrow();
  }
}
