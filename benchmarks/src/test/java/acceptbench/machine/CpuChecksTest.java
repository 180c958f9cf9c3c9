package acceptbench.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import acceptbench.linux.process.CpuList;
import acceptbench.testing.InMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is found on machines that are files in a folder.
class CpuChecksTest {
  private static final String CPUS = "sys/devices/system/cpu/";

  @TempDir(factory = InMemory.class)
  private Path root;

  private void file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text + "\n");
  }

  private static CpuPlan fourCpus(int clients) {
    return CpuPlan.of(CpuList.parse("0-3").orElseThrow(), clients);
  }

  private String found(String check) {
    return found(check, fourCpus(1));
  }

  private String found(String check, CpuPlan plan) {
    return new CpuChecks(new CpuFacts(root), plan)
        .quick().stream()
            .filter(result -> result.name().equals(check))
            .map(result -> result.state() + " " + result.found() + " " + result.advice())
            .findFirst()
            .orElse("not looked at");
  }

  @Test
  void ofAMachineThatTellsNothingNothingIsClaimed() {
    assertThat(found("cores")).startsWith("OK the kernel doesn't say");
    assertThat(found("turbo")).isEqualTo("not looked at");
    assertThat(found("CPU limit")).startsWith("OK none");
    assertThat(found("isolated CPUs")).startsWith("OK none");
  }

  @Test
  void aServerOnTheClientsCoreIsWarnedOf() throws IOException {
    file(CPUS + "cpu3/topology/thread_siblings_list", "1,3");
    assertThat(found("cores"))
        .isEqualTo(
            "WARNING the client's CPU 3 and the server's 1 are one core's threads"
                + " -p serverCpus=0+2");
    file(CPUS + "cpu3/topology/thread_siblings_list", "3");
    assertThat(found("cores")).startsWith("OK client and server share none");
  }

  /// Clients on 2 and 3: each may have a thread of the server's beside it, and each the other.
  @Test
  void eachOfSeveralClientsIsLookedAt() throws IOException {
    file(CPUS + "cpu2/topology/thread_siblings_list", "2");
    file(CPUS + "cpu3/topology/thread_siblings_list", "0,3");
    assertThat(found("cores", fourCpus(2)))
        .isEqualTo(
            "WARNING the clients' CPUs 2-3 and the server's 0 are one core's threads"
                + " -p serverCpus=1");
    assertThat(found("client cores", fourCpus(3))).startsWith("OK the kernel doesn't say");
    assertThat(found("client cores", fourCpus(2))).startsWith("OK each load client has one");
    file(CPUS + "cpu2/topology/thread_siblings_list", "2-3");
    file(CPUS + "cpu3/topology/thread_siblings_list", "2-3");
    assertThat(found("cores", fourCpus(2))).startsWith("OK client and server share none");
    assertThat(found("client cores", fourCpus(2)))
        .isEqualTo(
            "WARNING 2 load clients (CPUs 2-3) on one core they slow each other down;"
                + " -p clientCpus=LIST names others, one CPU of each core");
    assertThat(found("client cores")).isEqualTo("not looked at");
  }

  /// Who has followed the advice is not warned again.
  @Test
  void aServerThatWasGivenOtherCoresIsNotWarnedOf() throws IOException {
    file(CPUS + "cpu3/topology/thread_siblings_list", "1,3");
    BitSet others = CpuList.parse("0,2").orElseThrow();
    CpuPlan plan = fourCpus(1);
    assertThat(found("cores", new CpuPlan(plan.allowed(), plan.client(), others)))
        .startsWith("OK client and server share none");
  }

  @Test
  void turboIsToldInTwoWays() throws IOException {
    file(CPUS + "cpufreq/boost", "1");
    assertThat(found("turbo")).startsWith("WARNING on");
    file(CPUS + "intel_pstate/no_turbo", "1");
    assertThat(found("turbo")).startsWith("OK off");
  }

  @Test
  void theTightestGroupLimits() throws IOException {
    file("proc/self/cgroup", "0::/pod/container");
    file("sys/fs/cgroup/pod/cpu.max", "150000 100000");
    file("sys/fs/cgroup/pod/container/cpu.max", "max 100000");
    file("sys/fs/cgroup/pod/container/cpu.stat", "usage_usec 5\nnr_throttled 17");
    assertThat(found("CPU limit")).startsWith("WARNING 1.50 CPUs for 4 CPUs, reached 17 times");
    file("sys/fs/cgroup/pod/cpu.max", "800000 100000");
    file("sys/fs/cgroup/pod/container/cpu.stat", "nr_throttled 0");
    assertThat(found("CPU limit")).startsWith("OK 8.00 CPUs, never reached");
  }

  @Test
  void theOlderControlGroupsLimitToo() throws IOException {
    file("proc/self/cgroup", "5:memory:/m\n4:cpu,cpuacct:/docker/abc");
    file("sys/fs/cgroup/cpu/docker/abc/cpu.cfs_quota_us", "50000");
    file("sys/fs/cgroup/cpu/docker/abc/cpu.cfs_period_us", "100000");
    assertThat(found("CPU limit")).startsWith("WARNING 0.50 CPUs for 4 CPUs, reached 0 times");
    file("sys/fs/cgroup/cpu/docker/abc/cpu.cfs_quota_us", "-1");
    assertThat(found("CPU limit")).startsWith("OK none");
  }

  @Test
  void isolatedCpusThatNobodyUsesAreNamed() throws IOException {
    file(CPUS + "isolated", "6-7");
    assertThat(found("isolated CPUs"))
        .startsWith("WARNING 6-7, none of them is used taskset -c 6-7");
    file(CPUS + "isolated", "2-3");
    assertThat(found("isolated CPUs")).startsWith("OK 2-3, of which 2-3 is used");
  }

  @Test
  void onlyInterruptsOfDevicesOnThatCpuAreCounted() throws IOException {
    file(
        "proc/interrupts",
        """
                   CPU0       CPU1
         24:          1          7  IO-APIC   5-edge      ACPI:Ged
         36:          0       1898  PCI-MSIX-0000:00:02.0   1-edge      virtio1-req.0
        LOC:   12245359   12616084   Local timer interrupts\
        """);
    CpuFacts facts = new CpuFacts(root);
    assertThat(facts.deviceInterrupts(1)).isEqualTo(Map.of(24, 7L, 36, 1_898L));
    assertThat(facts.deviceInterrupts(0)).isEqualTo(Map.of(24, 1L, 36, 0L));
    assertThat(facts.deviceInterrupts(2)).isEmpty();
  }

  /// @param stolen of CPU 3's 10,000 ticks
  /// @param interrupts of eth0-rx on CPUs 2 and 3
  private void counters(long stolen, String interrupts, long throttled) throws IOException {
    file(
        "proc/stat",
        """
        cpu  40000 0 0 0 0 0 0 %1$d 0 0
        cpu2 10000 0 0 0 0 0 0 0 0 0
        cpu3 1000 0 0 %2$d 0 0 0 %1$d 0 0\
        """
            .formatted(stolen, 9_000 - stolen));
    file(
        "proc/interrupts",
        "           CPU0       CPU1       CPU2       CPU3\n"
            + " 36:    0  0  %s  PCI-MSIX-0000:00:02.0   1-edge      eth0-rx\n"
                .formatted(interrupts)
            + " 40:    0  0  0  5  IO-APIC   4-edge      ttyS0");
    file("proc/irq/36/smp_affinity_list", "0-3");
    file("proc/self/cgroup", "0::/pod");
    file("sys/fs/cgroup/pod/cpu.stat", "nr_throttled " + throttled);
  }

  /// Of 2 seconds, in which CPU 3's clock ticked 1,000 times.
  private List<CheckResult> meanwhile(CpuPlan plan, String interrupts) throws IOException {
    counters(10, "7 500", 3);
    AtomicLong clock = new AtomicLong();
    Disturbances disturbances = new Disturbances(new Machine(root), plan, clock::get);
    clock.set(2_000_000_000);
    assertThat(disturbances.untilNow())
        .extracting(CheckResult::name, CheckResult::state)
        .containsExactly(
            tuple("steal", CheckResult.State.OK),
            tuple("interrupts", CheckResult.State.OK),
            tuple("throttling", CheckResult.State.OK));
    counters(110, interrupts, 20);
    file("proc/stat", "cpu2 10300 0 0 0 0 0 0 1 0 0\ncpu3 1500 0 0 9390 0 0 0 110 0 0");
    return disturbances.untilNow();
  }

  private static List<String> words(List<CheckResult> findings) {
    return findings.stream()
        .map(one -> one.state() + " " + one.found() + " -> " + one.advice())
        .toList();
  }

  @Test
  void whatHappenedMeanwhileIsToldWithWhatToDo() throws IOException {
    assertThat(words(meanwhile(fourCpus(1), "7 8500")))
        .containsExactly(
            "WARNING 10.0 % of the time of CPU 3 -> other virtual machines use this one's CPUs",
            "WARNING 4000/s of devices on the client's CPU, most of them 36 (eth0-rx), which may go"
                + " to CPUs 0-3 -> echo 0-2 > /proc/irq/36/smp_affinity_list",
            "WARNING the CPU limit was reached 17 times meanwhile -> client and server were stopped"
                + " in turn; raise cpu.max of the container");
  }

  /// The first of them has none.
  @Test
  void ofSeveralClientsTheOneWithMostInterruptsIsTold() throws IOException {
    assertThat(words(meanwhile(fourCpus(2), "7 8500")).get(1))
        .isEqualTo(
            "WARNING 4000/s of devices on CPU 3, a client's, most of them 36 (eth0-rx), which may"
                + " go to CPUs 0-3 -> echo 0-1 > /proc/irq/36/smp_affinity_list");
    assertThat(words(meanwhile(fourCpus(2), "107 1500")).get(1))
        .isEqualTo("OK 500/s of devices on CPU 3, a client's -> ");
    assertThat(words(meanwhile(fourCpus(4), "7 8500")).get(1))
        .endsWith("every CPU is a load client's; fewer of them (-t) leave one for interrupts");
  }

  @Test
  void ofAMachineThatTellsNothingNothingHasHappened() {
    assertThat(words(Disturbances.from(new Machine(root), fourCpus(2)).untilNow()))
        .containsExactly(
            "OK the kernel doesn't say -> ",
            "OK 0/s of devices on CPU 2, a client's -> ",
            "OK never meanwhile -> ");
  }
}
