package acceptbench.machine;

import acceptbench.kernel.Sysctls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the machine says of itself in `/proc`. A fact that can't be read is left out, or is -1.
///
/// @param root the file system's root, `/`
public record Machine(Path root) {
  private static final int STEAL = 8;

  /// What decides how connections queue, below `/proc/sys`.
  private static final List<String> SYSCTLS =
      List.of(
          "net.core.somaxconn",
          "net.core.netdev_max_backlog",
          "net.ipv4.tcp_max_syn_backlog",
          "net.ipv4.tcp_syncookies",
          "net.ipv4.tcp_abort_on_overflow",
          "net.ipv4.tcp_synack_retries",
          "net.ipv4.tcp_syn_retries",
          "net.ipv4.tcp_syn_linear_timeouts",
          "net.ipv4.tcp_migrate_req",
          "net.ipv4.tcp_no_metrics_save",
          "net.ipv4.tcp_tw_reuse",
          "net.ipv4.tcp_timestamps",
          "net.ipv4.tcp_fastopen",
          "net.ipv4.ip_local_port_range");

  public String kernel() {
    return files().line("proc/sys/kernel/osrelease");
  }

  /// A name that the kernel draws when it starts (random(4)): the same in all containers of a
  /// machine, and no other machine's. Empty where it is not shown.
  public String boot() {
    return files().line("proc/sys/kernel/random/boot_id");
  }

  public Map<String, String> sysctls() {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : SYSCTLS) {
      String value = files().line(Sysctls.file(Path.of("proc/sys"), name).toString());
      if (!value.isEmpty()) values.put(name, value.replace('\t', ' '));
    }
    return values;
  }

  /// As x86 names it; aarch64 has only numbers there, then it is empty.
  public String cpuModel() {
    return files()
        .lines("proc/cpuinfo")
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }

  public long memoryBytes() {
    return files()
        .lines("proc/meminfo")
        .filter(line -> line.matches("MemTotal: +\\d{1,15} kB"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(-1L);
  }

  /// Processes that the kernel has killed for lack of memory since the start of the machine, also
  /// for the lack of a container's (mm/oom_kill.c; since Linux 4.13). -1 where the kernel doesn't
  /// say.
  long oomKills() {
    return files()
        .lines("proc/vmstat")
        .filter(line -> line.matches("oom_kill \\d{1,18}"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(-1L);
  }

  /// How many files a process may open. A JVM raises its soft limit to the hard one at its start,
  /// so this is what the forks and servers have as well. -1 means no limit is known.
  public long descriptorLimit() {
    return files()
        .lines("proc/self/limits")
        .filter(line -> line.matches("Max open files +\\d{1,18} .*"))
        .map(line -> Long.parseLong(line.split(" +", -1)[3]))
        .findFirst()
        .orElse(-1L);
  }

  /// The first CPU's; empty where the kernel doesn't show it, as in most virtual machines.
  String governor() {
    return files().line("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
  }

  String clockSource() {
    return files().line("sys/devices/system/clocksource/clocksource0/current_clocksource");
  }

  /// Whether a cell could set sysctls of its network.
  public boolean sysctlsWritable() {
    return Files.isWritable(root.resolve("proc/sys/net/ipv4/tcp_syncookies"));
  }

  /// One CPU's since the start of the machine, in ticks (proc_stat(5)); 0 where the kernel doesn't
  /// say.
  public CpuTimes cpuTimes(int cpu) {
    return files()
        .lines("proc/stat")
        .filter(line -> line.matches("cpu" + cpu + "( +\\d{1,17})+"))
        .map(Machine::cpuTimes)
        .findFirst()
        .orElse(new CpuTimes(0, 0));
  }

  private static CpuTimes cpuTimes(String line) {
    String[] columns = line.split(" +", -1);
    long total = 0;
    // user nice system idle iowait irq softirq steal; guest times are in user already
    for (int i = 1; i <= STEAL && i < columns.length; i++) total += Long.parseLong(columns[i]);
    long stolen = columns.length > STEAL ? Long.parseLong(columns[STEAL]) : 0;
    return new CpuTimes(total, stolen);
  }

  /// Ticks.
  ///
  /// @param total in all states
  /// @param stolen that the hypervisor gave to others
  public record CpuTimes(long total, long stolen) {
    /// Of the time since an earlier reading, the share that was stolen; NaN where the kernel
    /// doesn't say.
    public double stolenShareSince(CpuTimes before) {
      long ticks = total - before.total;
      return ticks <= 0 ? Double.NaN : (double) (stolen - before.stolen) / ticks;
    }
  }

  private TextFiles files() {
    return new TextFiles(root);
  }
}
