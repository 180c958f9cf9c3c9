package acceptbench.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CpuAffinityTest {
  @Test
  void holdsForTheCallingThreadAloneAndForWhatItStarts() throws Exception {
    BitSet all = CpuAffinity.get();
    int last = all.length() - 1;
    BitSet one = new BitSet();
    one.set(last);
    try {
      CpuAffinity.set(one);
      assertThat(CpuAffinity.get()).isEqualTo(one);
      assertThat(allowed("/proc/thread-self/status")).isEqualTo(String.valueOf(last));
      Process child = new ProcessBuilder("grep", "Cpus_allowed_list", "/proc/self/status").start();
      assertThat(child.inputReader().readLine()).endsWith("\t" + last);
    } finally {
      CpuAffinity.set(all);
    }
    assertThat(CpuAffinity.get()).isEqualTo(all);
  }

  private static String allowed(String status) throws Exception {
    List<String> lines = Files.readAllLines(Path.of(status));
    return lines.stream()
        .filter(line -> line.startsWith("Cpus_allowed_list:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aCpuThatIsNotThereIsAnError() {
    BitSet none = new BitSet();
    none.set(1_000);
    assertThatThrownBy(() -> CpuAffinity.set(none))
        .hasMessage("sched_setaffinity(CPUs {1000}): EINVAL");
  }
}
