package acceptbench.run;

import static java.util.stream.Collectors.joining;

import acceptbench.launch.ShellWords;
import acceptbench.machine.CpuPlan;
import acceptbench.machine.Versions;
import acceptbench.run.folder.Journal;
import acceptbench.run.folder.RunFolder;
import acceptbench.run.plan.LaunchOrder;
import java.io.PrintStream;
import java.util.stream.Collectors;

/// The effective settings of a run, printed before it starts.
record Settings(Journal journal, LaunchOrder rounds, Place place, RunFolder folder) {

  void print(PrintStream out) {
    int count = rounds.plan().cells().size();
    out.println(
        "acceptbench "
            + Versions.acceptbench()
            + ": "
            + journal.title()
            + ", "
            + count
            + (count == 1 ? " cell" : " cells"));
    row(out, "kernel", "Linux " + place.machine().kernel() + " " + System.getProperty("os.arch"));
    row(out, "network", network());
    row(out, "CPUs", cpuLine());
    row(
        out,
        "JDK",
        System.getProperty("java.runtime.version") + " " + System.getProperty("java.vendor"));
    row(out, "options", ShellWords.join(journal.arguments().toCommandLine()));
    row(out, "order", order());
    if (!rounds.share().isWhole()) row(out, "share", share());
    if (journal.connections()) row(out, "rows", "one for each connection (--connections)");
    journal.precision().ifPresent(share -> row(out, "until", MoreRounds.explain(share)));
    row(out, "results", folder.path().toString());
    out.println();
  }

  private String order() {
    String drawn = "drawn with --seed " + rounds.seed();
    if (rounds.rounds().size() == 1) return drawn;
    return rounds.launches()
        + " launches in "
        + rounds.rounds().size()
        + " rounds, each in an order of its own, "
        + drawn;
  }

  private String share() {
    return "%s: rounds %s of %d"
        .formatted(
            rounds.share(),
            rounds.rounds().stream().map(String::valueOf).collect(joining(", ")),
            rounds.count());
  }

  private String network() {
    var sysctls = place.machine().sysctls();
    return (place.isPrivate() ? "a private stack" : "the host's stack")
        + "; somaxconn "
        + sysctls.getOrDefault("net.core.somaxconn", "unknown")
        + ", tcp_max_syn_backlog "
        + sysctls.getOrDefault("net.ipv4.tcp_max_syn_backlog", "unknown")
        + ", tcp_syncookies "
        + sysctls.getOrDefault("net.ipv4.tcp_syncookies", "unknown");
  }

  private String cpuLine() {
    CpuPlan cpus = place.cpus();
    String model = place.machine().cpuModel();
    return cpus.allowed().cardinality()
        + (model.isEmpty() ? "" : " x " + model)
        + rounds.plan().cells().stream()
            .map(cell -> "; " + cell.cpusInUse(cpus.allowed()).words())
            .distinct()
            .collect(Collectors.joining());
  }

  private static void row(PrintStream out, String name, String value) {
    out.printf("  %-8s %s%n", name, value);
  }
}
