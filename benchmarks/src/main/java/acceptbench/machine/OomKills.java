package acceptbench.machine;

/// Whether the kernel ended processes for lack of memory while a cell ran. The counter is the whole
/// machine's: what was killed may have been another container's.
///
/// @param before the machine's counter when the cell began, -1 where the kernel doesn't say
public record OomKills(Machine machine, long before) {
  public static OomKills from(Machine machine) {
    return new OomKills(machine, machine.oomKills());
  }

  /// What is to be added to the reason of a failure; empty where there was no such kill.
  public String explanation() {
    long now = machine.oomKills();
    if (before < 0 || now <= before) return "";
    return "; memory ran out meanwhile: oom_kill in /proc/vmstat rose by " + (now - before);
  }
}
