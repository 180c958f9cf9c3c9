package acceptbench.run.folder;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.machine.CpuPlan;
import acceptbench.machine.Finding;
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
    Environment environment =
        new Environment(
            new Machine(Path.of("/")),
            CpuPlan.of(new BitSet()),
            "private",
            JmhArguments.parse(List.of()),
            Map.of());
    List<Finding> findings =
        List.of(
            Finding.ok("JDK", "25"),
            Finding.warning("frequency governor", "powersave", "cpupower frequency-set"),
            Finding.missing("private network", "not asked for", "run as root"),
            MachineChecks.steal(0.25));
    environment.doctor(findings);
    environment.doctor(findings);
    assertThat(environment.warnings())
        .containsExactly(
            "frequency governor: powersave; cpupower frequency-set",
            "steal: 25.0 % of the CPU time; other virtual machines use this one's CPUs");
  }
}
