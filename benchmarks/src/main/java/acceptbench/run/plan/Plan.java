package acceptbench.run.plan;

import acceptbench.bench.BurstLoad;
import acceptbench.bench.Measures;
import acceptbench.bench.server.ServerParameters;
import acceptbench.launch.UserError;
import acceptbench.run.jmh.JmhArguments;
import acceptbench.run.jmh.JmhOptions;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.VerboseMode;

/// The cells of a run, in the order in which they run: benchmark by benchmark, and within one as
/// JMH orders them (by parameter name, so that all strategies meet at one backlog before the next).
///
/// @param options JMH's
/// @param leftOut for each strategy that this machine can't measure, or not as asked, the reason
public record Plan(Options options, List<PlannedCell> cells, Map<String, String> leftOut) {
  /// Finds the benchmarks that JMH's arguments select, and checks every parameter.
  ///
  /// @throws UserError naming what is unknown, and what is known instead
  public static Plan of(JmhArguments arguments, ParameterRules rules) throws UserError {
    CommandLineOptions options = JmhOptions.parse(arguments);
    Map<String, List<String>> overrides = arguments.parameters();
    Set<BenchmarkListEntry> benchmarks = select(options);
    checkNames(overrides.keySet(), benchmarks);
    Commands commands = new Commands(overrides);
    List<PlannedCell> cells = new ArrayList<>();
    for (BenchmarkListEntry benchmark : benchmarks) {
      List<Map<String, String>> combinations =
          combinations(values(benchmark, overrides), benchmark);
      for (Mode mode : modes(benchmark, options)) {
        for (Map<String, String> combination : combinations) {
          cells.add(new PlannedCell(benchmark, mode, commands.settled(combination)));
        }
      }
    }
    for (PlannedCell cell : cells) rules.check(cell);
    OwnParameters.check(overrides.keySet(), cells);
    if (overrides.containsKey("target") && cells.stream().noneMatch(Plan::isExternal))
      throw UserError.usage("target needs strategy=external");
    return measurable(options, new LinkedHashSet<>(cells));
  }

  private static Plan measurable(Options options, Set<PlannedCell> wanted) throws UserError {
    List<PlannedCell> cells = new ArrayList<>();
    Map<String, String> leftOut = new TreeMap<>();
    boolean isAskedWrongly = true;
    for (PlannedCell cell : wanted) {
      Optional<Strategies.Reason> reason = Strategies.reasonToLeaveOut(cell);
      if (reason.isEmpty()) {
        cells.add(cell);
        continue;
      }
      leftOut.put(cell.contender(), reason.get().text());
      isAskedWrongly &= !reason.get().isTheMachines();
    }
    if (cells.isEmpty()) {
      String nothing = "nothing can be measured: " + String.join("; ", leftOut.values());
      throw isAskedWrongly ? UserError.usage(nothing) : UserError.unavailable(nothing);
    }
    return new Plan(options, List.copyOf(cells), leftOut);
  }

  /// The default of each parameter, by the full name of the benchmark and by parameter. A parameter
  /// of which several values are measured by default is left out, unless it is one of the server's:
  /// those have a usual value.
  public Map<String, Map<String, String>> defaults() {
    Map<String, Map<String, String>> defaults = new TreeMap<>();
    for (PlannedCell cell : cells)
      defaults.computeIfAbsent(cell.benchmark(), _ -> defaults(cell.entry()));
    return defaults;
  }

  private static Map<String, String> defaults(BenchmarkListEntry benchmark) {
    Map<String, String> defaults = new TreeMap<>();
    Map<String, List<String>> own = measured(benchmark);
    for (BenchmarkParameter each : BenchmarkParameter.of(BenchmarkParameter.type(benchmark))) {
      String name = each.parameter().name();
      List<String> values = own.getOrDefault(name, each.measured());
      String usual = each.parameter().declared().usual();
      if (values.size() == 1) defaults.put(name, values.getFirst());
      else if (!usual.isEmpty()) defaults.put(name, usual);
    }
    return defaults;
  }

  /// The parameters that do not have the same value in all cells.
  public Set<String> differing() {
    Map<String, Set<String>> seen = new TreeMap<>();
    for (PlannedCell cell : cells) {
      cell.parameters()
          .forEach(
              (name, value) -> seen.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(value));
    }
    seen.values().removeIf(values -> values.size() == 1);
    return seen.keySet();
  }

  /// How many launches a cell has, JMH's forks: each a client and a server of its own.
  public int launches(PlannedCell cell) {
    int annotated = cell.entry().getForks().orElse(Defaults.MEASUREMENT_FORKS);
    return Math.max(1, options.getForkCount().orElse(annotated));
  }

  /// Whether the rate of bursts is still to be measured.
  public boolean lacksBurstRate() {
    return cells.stream()
        .anyMatch(cell -> BurstLoad.AUTO.equals(cell.parameters().get("burstRate")));
  }

  /// The rates of bursts that are numbers.
  public Set<Integer> burstRates() {
    return cells.stream()
        .map(cell -> cell.parameters().getOrDefault("burstRate", BurstLoad.MAX))
        .filter(rate -> !rate.equals(BurstLoad.AUTO) && !rate.equals(BurstLoad.MAX))
        .map(Integer::valueOf)
        .collect(Collectors.toSet());
  }

  /// Whether a cell measures a server that is on the host's stack.
  public boolean reachesOutside() {
    return cells.stream().anyMatch(Plan::isExternal);
  }

  static boolean isExternal(PlannedCell cell) {
    return ServerParameters.isExternal(cell.parameters().getOrDefault(Strategies.PARAMETER, ""));
  }

  static Set<BenchmarkListEntry> select(Options options) throws UserError {
    Set<BenchmarkListEntry> all = find(List.of(), List.of());
    try {
      Set<BenchmarkListEntry> found = find(options.getIncludes(), options.getExcludes());
      if (!found.isEmpty()) return found;
    } catch (PatternSyntaxException e) {
      throw UserError.usage(
          "'" + e.getPattern() + "' is no regular expression: " + e.getDescription());
    }
    throw UserError.usage(
        "no benchmark matches '"
            + String.join(" ", options.getIncludes())
            + "'; there are: "
            + String.join(", ", names(all)));
  }

  private static Set<BenchmarkListEntry> find(List<String> includes, List<String> excludes) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    OutputFormat silent = OutputFormatFactory.createFormatInstance(nowhere, VerboseMode.SILENT);
    return BenchmarkList.defaultList().find(silent, includes, excludes);
  }

  private static Set<String> names(Set<BenchmarkListEntry> benchmarks) {
    Set<String> names = new LinkedHashSet<>();
    for (BenchmarkListEntry benchmark : benchmarks) names.add(benchmark.getUsername());
    return names;
  }

  private static void checkNames(Set<String> written, Set<BenchmarkListEntry> benchmarks)
      throws UserError {
    Set<String> known = new LinkedHashSet<>();
    for (BenchmarkListEntry benchmark : benchmarks) known.addAll(declared(benchmark).keySet());
    for (String name : written) {
      if (known.contains(name)) continue;
      throw UserError.usage(
          "unknown parameter '"
              + name
              + "'; "
              + String.join(", ", names(benchmarks))
              + " has: "
              + (known.isEmpty() ? "none" : String.join(", ", known)));
    }
  }

  private static Map<String, List<String>> values(
      BenchmarkListEntry benchmark, Map<String, List<String>> overrides) {
    Map<String, List<String>> values = declared(benchmark);
    values.putAll(measured(benchmark));
    values.replaceAll((name, defaults) -> overrides.getOrDefault(name, defaults));
    values.computeIfPresent(Strategies.PARAMETER, (_, names) -> Strategies.spelledOut(names));
    return values;
  }

  private static Map<String, List<String>> declared(BenchmarkListEntry benchmark) {
    Map<String, List<String>> declared = new TreeMap<>();
    if (benchmark.getParams().hasValue()) {
      benchmark
          .getParams()
          .get()
          .forEach((name, defaults) -> declared.put(name, Arrays.asList(defaults)));
    }
    return declared;
  }

  /// What the benchmark itself says of parameters that it shares with others.
  private static Map<String, List<String>> measured(BenchmarkListEntry benchmark) {
    Map<String, List<String>> values = new TreeMap<>();
    Class<?> type = BenchmarkParameter.type(benchmark);
    for (Measures measures : type.getAnnotationsByType(Measures.class))
      values.put(measures.parameter(), List.of(measures.values()));
    return values;
  }

  /// The benchmark's own: in another mode its method would run more than once an iteration, with
  /// books that are those of one.
  private static List<Mode> modes(BenchmarkListEntry benchmark, Options options) throws UserError {
    Mode own = benchmark.getMode();
    for (Mode mode : options.getBenchModes()) {
      if (mode == own) continue;
      throw UserError.usage(
          "-bm "
              + mode.shortLabel()
              + ": "
              + benchmark.getUsername()
              + " measures in its own mode only, which is "
              + own.shortLabel());
    }
    return List.of(own);
  }

  /// Every combination of values, the last parameter changing fastest.
  private static List<Map<String, String>> combinations(
      Map<String, List<String>> values, BenchmarkListEntry benchmark) throws UserError {
    List<Map<String, String>> combinations = List.of(new LinkedHashMap<>());
    for (Map.Entry<String, List<String>> parameter : values.entrySet()) {
      if (parameter.getValue().isEmpty()) {
        throw UserError.usage(
            benchmark.getUsername() + " needs -p " + parameter.getKey() + "=VALUE");
      }
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> combination : combinations) {
        for (String value : parameter.getValue()) {
          Map<String, String> extended = new LinkedHashMap<>(combination);
          extended.put(parameter.getKey(), value);
          longer.add(extended);
        }
      }
      combinations = longer;
    }
    return combinations;
  }
}
