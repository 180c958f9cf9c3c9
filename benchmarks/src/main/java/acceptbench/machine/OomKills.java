package acceptbench.machine;

/// Whether the kernel ended processes for lack of memory while a cell ran. Its counter is of the
/// whole machine: who was killed may be another container's.
///
/// @param before the machine's counter when the cell began, -1 where it is not told
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
