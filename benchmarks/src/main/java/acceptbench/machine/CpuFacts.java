package acceptbench.machine;

import acceptbench.linux.process.CpuList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the kernel says of this machine's CPUs, in `/sys` and `/proc`. What it doesn't say is
/// empty, or 0.
///
/// @param root the file system's root, `/`
record CpuFacts(Path root) {
  private static final String CPUS = "sys/devices/system/cpu/";

  /// The CPUs that share a core with this one, itself included; empty where the kernel doesn't say.
  BitSet siblings(int cpu) {
    return cpus(CPUS + "cpu" + cpu + "/topology/thread_siblings_list");
  }

  /// Those that the scheduler leaves alone (kernel parameter `isolcpus`).
  BitSet isolated() {
    return cpus(CPUS + "isolated");
  }

  /// Whether the clock may go above its nominal rate while few CPUs are busy; empty where the
  /// kernel doesn't say, as in most virtual machines.
  Optional<Boolean> turbo() {
    Optional<Boolean> off = flag(CPUS + "intel_pstate/no_turbo");
    return off.isPresent() ? off.map(it -> !it) : flag(CPUS + "cpufreq/boost");
  }

  private Optional<Boolean> flag(String file) {
    return switch (files().line(file)) {
      case "0" -> Optional.of(false);
      case "1" -> Optional.of(true);
      default -> Optional.empty();
    };
  }

  /// How many CPUs' time this process may use: the least that its control group and those above
  /// allow (`cpu.max`; cgroup v1 has `cpu.cfs_quota_us`); empty where there is no limit.
  OptionalDouble limit() {
    return Stream.concat(
            groups("", "sys/fs/cgroup").map(this::limitV2),
            groups("cpu", "sys/fs/cgroup/cpu").map(this::limitV1))
        .flatMap(Optional::stream)
        .mapToDouble(Double::doubleValue)
        .min();
  }

  private Optional<Double> limitV2(String group) {
    String[] quotaAndPeriod = files().line(group + "/cpu.max").split(" ", -1);
    return quotaAndPeriod.length == 2
        ? ratio(quotaAndPeriod[0], quotaAndPeriod[1])
        : Optional.empty();
  }

  private Optional<Double> limitV1(String group) {
    return ratio(
        files().line(group + "/cpu.cfs_quota_us"), files().line(group + "/cpu.cfs_period_us"));
  }

  /// Empty for `max` and -1, which are no limit.
  private static Optional<Double> ratio(String quota, String period) {
    String number = "[1-9]\\d{0,14}";
    if (!quota.matches(number) || !period.matches(number)) return Optional.empty();
    return Optional.of((double) Long.parseLong(quota) / Long.parseLong(period));
  }

  /// How often such a limit has kept this process's control group from running so far.
  long throttled() {
    return Stream.concat(groups("", "sys/fs/cgroup"), groups("cpu", "sys/fs/cgroup/cpu"))
        .flatMap(group -> files().lines(group + "/cpu.stat"))
        .filter(line -> line.matches("nr_throttled \\d{1,18}"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
        .max()
        .orElse(0);
  }

  /// The folders of this process's control group and of those above it.
  ///
  /// @param controller of cgroup v1; empty for v2
  private Stream<String> groups(String controller, String mount) {
    List<String> groups = new ArrayList<>();
    for (Path group = ownGroup(controller); group != null; group = group.getParent())
      groups.add(mount + group);
    return groups.stream();
  }

  private @Nullable Path ownGroup(String controller) {
    return files()
        .lines("proc/self/cgroup")
        .map(line -> line.split(":", 3))
        .filter(parts -> parts.length == 3 && List.of(parts[1].split(",", -1)).contains(controller))
        .map(parts -> Path.of(parts[2]).normalize())
        .findFirst()
        .orElse(null);
  }

  /// Interrupts of devices on a CPU since the start of the machine, by their numbers; timers, and
  /// what CPUs send each other, are left out.
  Map<Integer, Long> deviceInterrupts(int cpu) {
    List<String> all = files().lines("proc/interrupts").toList();
    if (all.isEmpty()) return Map.of();
    int column = List.of(all.getFirst().strip().split(" +", -1)).indexOf("CPU" + cpu);
    if (column < 0) return Map.of();
    Map<Integer, Long> interrupts = new TreeMap<>();
    all.stream()
        .map(String::strip)
        .filter(line -> line.matches("\\d{1,9}:.*"))
        .map(line -> line.split(" +", -1))
        .filter(line -> line.length > column + 1 && line[column + 1].matches("\\d{1,17}"))
        .forEach(
            line ->
                interrupts.put(
                    Integer.parseInt(line[0].replace(":", "")), Long.parseLong(line[column + 1])));
    return interrupts;
  }

  /// Which device an interrupt belongs to, `virtio1-req.0`; empty where the kernel doesn't say.
  String interruptName(int number) {
    return files()
        .lines("proc/interrupts")
        .map(String::strip)
        .filter(line -> line.startsWith(number + ":"))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .findFirst()
        .orElse("");
  }

  /// The CPUs that an interrupt may go to; empty where the kernel doesn't say.
  BitSet affinity(int interrupt) {
    return cpus("proc/irq/" + interrupt + "/smp_affinity_list");
  }

  private BitSet cpus(String file) {
    return CpuList.parse(files().line(file)).orElseGet(BitSet::new);
  }

  private TextFiles files() {
    return new TextFiles(root);
  }
}
