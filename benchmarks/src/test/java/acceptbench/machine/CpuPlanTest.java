package acceptbench.machine;

import static org.assertj.core.api.Assertions.assertThat;

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
