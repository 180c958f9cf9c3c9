package acceptbench.run.folder;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.machine.CheckResult;
import acceptbench.machine.CpuPlan;
import acceptbench.machine.Machine;
import acceptbench.machine.MachineChecks;
import acceptbench.run.jmh.JmhArguments;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
  @Test
  void whatTheDoctorWarnsOfIsAWarningOfTheRunAndIsSaidOnce() throws Exception {
    EnvironmentFile environment =
        new EnvironmentFile(
            new Machine(Path.of("/")),
            CpuPlan.of(new BitSet()),
            "private",
            JmhArguments.parse(List.of()),
            Map.of());
    List<CheckResult> findings =
        List.of(
            CheckResult.ok("JDK", "25"),
            CheckResult.warning("frequency governor", "powersave", "cpupower frequency-set"),
            CheckResult.missing("private network", "not asked for", "run as root"),
            MachineChecks.steal(Map.of(0, 0.25)));
    environment.doctor(findings);
    environment.doctor(findings);
    assertThat(environment.warnings())
        .containsExactly(
            "frequency governor: powersave; cpupower frequency-set",
            "steal: 25.0 % of the time of CPU 0; other virtual machines use this one's CPUs");
  }
}
