package acceptbench.run.folder;

import acceptbench.linux.process.CpuList;
import acceptbench.machine.CheckResult;
import acceptbench.machine.CpuPlan;
import acceptbench.machine.Disturbances;
import acceptbench.machine.Machine;
import acceptbench.machine.Versions;
import acceptbench.run.jmh.JmhArguments;
import acceptbench.run.plan.LaunchOrder;
import acceptbench.run.plan.PlannedCell;
import acceptbench.run.plan.Share;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `environment.json`: the machine a run was measured on, what was asked for, and what came of it.
/// Written when the run starts and again when it ends.
public final class EnvironmentFile {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /// Checks of `doctor` that are no warnings here, as the run has better ones for them.
  private static final Set<String> TOLD_OTHERWISE = Set.of("private network", "sysctls", "CPUs");

  private static final int LARGEST_BYTES = 10_000_000;

  /// JMH's options that name files.
  private static final Set<String> FOR_THE_USER = Set.of("-rf", "-rff", "-o");

  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<Map<String, Object>> failed = new ArrayList<>();
  private final List<Map<String, String>> leftOut = new ArrayList<>();

  /// What `doctor` says of the machine, by what it looked at.
  private final Map<String, String> doctor = new LinkedHashMap<>();

  /// From the beginning of this part of the run.
  private final Disturbances disturbances;

  /// @param changedSysctls what the driver set in its private network
  public EnvironmentFile(
      Machine machine,
      CpuPlan cpus,
      String network,
      JmhArguments arguments,
      Map<String, String> changedSysctls) {
    this.disturbances = Disturbances.from(machine, cpus);
    facts.put("startedAt", Instant.now().toString());
    facts.put("command", arguments.command());
    facts.put("network", network);
    facts.put("warnings", warnings);
    facts.put(
        "kernel",
        Map.of(
            "release", machine.kernel(), "sysctls", machine.sysctls(), "changed", changedSysctls));
    facts.put("cpu", cpu(machine, cpus));
    facts.put("memoryBytes", machine.memoryBytes());
    facts.put("descriptorLimit", machine.descriptorLimit());
    facts.put("jdk", jdk());
    facts.put("versions", Versions.all());
    facts.put("doctor", doctor);
    facts.put("options", options(arguments));
  }

  /// Records the parameters' defaults, so that a report can put parameters at their defaults into
  /// the background.
  ///
  /// @param defaults by benchmark and parameter
  public void defaults(Map<String, Map<String, String>> defaults) {
    facts.put("defaults", defaults);
  }

  /// Notes that each connection was given a row: what that costs the client is in the figures.
  public void keepsConnections() {
    facts.put("connections", true);
  }

  /// Adds a warning, unless it is there.
  public void warn(String warning) {
    if (!warnings.contains(warning)) warnings.add(warning);
  }

  /// Keeps what was found out about the machine, and warns of what is not as it should be.
  public void doctor(List<CheckResult> findings) {
    for (CheckResult finding : findings) {
      String state = finding.state().name().toLowerCase(Locale.ROOT);
      boolean told = doctor.put(finding.name(), state + ": " + finding.found()) != null;
      if (told || finding.state() == CheckResult.State.OK) continue;
      if (TOLD_OTHERWISE.contains(finding.name())) continue;
      warn(finding.name() + ": " + finding.found() + "; " + finding.advice());
    }
  }

  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  public void leftOut(String strategy, String reason) {
    leftOut.add(Map.of("strategy", strategy, "reason", reason));
  }

  /// A launch has failed.
  ///
  /// @param launch which of the cell's launches, from 1
  public void failed(PlannedCell cell, int launch, String reason) {
    Map<String, Object> failure = new LinkedHashMap<>();
    failure.put("benchmark", cell.benchmark());
    failure.put("params", cell.parameters());
    failure.put("launch", launch);
    failure.put("reason", reason);
    failed.add(failure);
  }

  /// Says that this is the run's second part, or a later one.
  ///
  /// @param startedAt when the first part of the run began
  /// @param earlier what the parts before have warned about
  public void resumed(String startedAt, List<String> earlier) {
    facts.put("resumedAt", Instant.now().toString());
    facts.put("startedAt", startedAt);
    earlier.forEach(this::warn);
  }

  /// What a part of a run has warned about; nothing where its file is damaged or not there.
  public static List<String> warningsIn(Path file) throws IOException {
    if (!Files.exists(file)) return List.of();
    Optional<byte[]> content = SmallFile.read(file, LARGEST_BYTES);
    if (content.isEmpty()) return List.of();
    List<String> found = new ArrayList<>();
    try {
      for (JsonNode warning : JSON.readTree(content.get()).path("warnings"))
        found.add(warning.asText());
    } catch (JsonProcessingException damaged) {
      return List.of();
    }
    return found;
  }

  /// How the launches were ordered.
  public void rounds(LaunchOrder rounds) {
    facts.put("rounds", rounds.count());
    facts.put("seed", rounds.seed());
    facts.put("launches", rounds.launches());
    facts.putIfAbsent("repeatedLaunches", 0);
  }

  /// Which share of its plan's rounds a run measures, with what has to be the same in all shares;
  /// nothing where it measures all.
  public void share(Journal journal, Machine machine) {
    Share share = journal.share();
    if (share.isWhole()) return;
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("number", share.number());
    told.put("of", share.of());
    told.put("plan", journal.arguments().without(FOR_THE_USER).command());
    told.put("program", journal.circumstances().program());
    told.put("boot", machine.boot());
    facts.put("share", told);
  }

  /// How often launches were measured again, since the client had not kept its schedule.
  public void repeated(int launches) {
    facts.put("repeatedLaunches", launches);
  }

  public void finished() {
    // For the whole run: that says more than the few seconds that `doctor` takes.
    doctor(disturbances.untilNow());
    facts.put("finishedAt", Instant.now().toString());
  }

  /// Writes it as JSON, whole or not at all.
  ///
  /// @param planned the cells of the run
  /// @param measured how many of them have a result
  public void write(Path file, int planned, int measured) throws IOException {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("planned", planned);
    cells.put("measured", measured);
    cells.put("failed", failed);
    cells.put("leftOut", leftOut);
    facts.put("cells", cells);
    // The measured cells are on the disk already, and an interrupted run has to end soon.
    WholeFile.writeQuickly(file, JSON.writeValueAsString(facts) + "\n");
  }

  private static Map<String, Object> cpu(Machine machine, CpuPlan cpus) {
    Map<String, Object> cpu = new LinkedHashMap<>();
    cpu.put("model", machine.cpuModel());
    cpu.put("architecture", System.getProperty("os.arch"));
    cpu.put("count", cpus.allowed().cardinality());
    cpu.put("client", cpus.pinned() ? CpuList.format(cpus.client()) : "not pinned");
    cpu.put("server", cpus.pinned() ? CpuList.format(cpus.server()) : "not pinned");
    return cpu;
  }

  private static Map<String, String> jdk() {
    return Map.of(
        "version", System.getProperty("java.runtime.version"),
        "vendor", System.getProperty("java.vendor"),
        "name", System.getProperty("java.vm.name"));
  }

  private static Map<String, String> options(JmhArguments arguments) {
    Map<String, String> options = new LinkedHashMap<>();
    arguments.options().forEach((name, values) -> options.put(name, String.join(" ", values)));
    options.put("benchmarks", String.join(" ", arguments.regexps()));
    return options;
  }
}
