package acceptbench.run.plan;

import acceptbench.bench.server.RunContext;
import acceptbench.bench.server.ServerParameters;
import acceptbench.machine.CpuPlan;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkListEntry;

/// One benchmark in one mode with one value for each of its parameters: what is measured, kept, and
/// resumed as a whole.
///
/// @param entry JMH's own description of the benchmark
/// @param parameters names and values, in JMH's order
public record PlannedCell(BenchmarkListEntry entry, Mode mode, Map<String, String> parameters) {
  /// The class and method, `acceptbench.bench.BurstBenchmark.burst`.
  public String benchmark() {
    return entry.getUsername();
  }

  /// A name for the cell, such as `burst nio-selector backlog=128`, with the parameters that differ
  /// in the plan.
  public String label(Set<String> differing) {
    String method = benchmark().substring(benchmark().lastIndexOf('.') + 1);
    Map<String, String> shown = new LinkedHashMap<>(parameters);
    shown.keySet().removeAll(Set.of("strategy", "command"));
    shown.keySet().removeIf(name -> !name.equals("backlog") && !differing.contains(name));
    String rest =
        shown.entrySet().stream()
            .map(e -> " " + e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining());
    return (method + " " + contender()).strip() + rest;
  }

  /// Who is measured: the strategy's name, and of a program that the user names its command. Empty
  /// where the benchmark has no strategy.
  String contender() {
    String strategy = parameters.getOrDefault(Strategies.PARAMETER, "");
    return Commands.isOne(parameters)
        ? strategy + " '" + parameters.getOrDefault("command", "") + "'"
        : strategy;
  }

  /// A parameter's value; 0 if the benchmark has no such parameter, or it is not a number.
  double number(String parameter) {
    String value = parameters.getOrDefault(parameter, "");
    return value.matches("\\d{1,18}") ? Double.parseDouble(value) : 0;
  }

  /// Which CPUs its load clients have, and which are left for servers and all else.
  ///
  /// @param allowed those that this process may run on
  /// @throws IllegalArgumentException where they are too few for the clients
  public CpuPlan cpus(BitSet allowed) {
    int clients = Math.max(1, (int) number("clients"));
    return chosen("clientCpus")
        .map(reserved -> CpuPlan.of(allowed, clients, reserved))
        .orElseGet(() -> CpuPlan.of(allowed, clients));
  }

  /// The same, with the CPUs that the server really has: those that were chosen for it, if any.
  public CpuPlan cpusInUse(BitSet allowed) {
    CpuPlan plan = cpus(allowed);
    return chosen("serverCpus")
        .map(server -> new CpuPlan(allowed, plan.client(), server))
        .orElse(plan);
  }

  /// The CPUs that a parameter names; empty where nobody chose any.
  private Optional<BitSet> chosen(String parameter) {
    String list = parameters.getOrDefault(parameter, ServerParameters.AUTO_CPUS);
    return list.equals(ServerParameters.AUTO_CPUS) ? Optional.empty() : RunContext.cpus(list);
  }

  /// Names a cell in a journal: the same for the same benchmark, mode and parameters.
  String key() {
    return benchmark()
        + ":"
        + mode.shortLabel()
        + parameters.entrySet().stream()
            .map(e -> ":" + e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining());
  }
}
