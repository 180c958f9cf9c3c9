package acceptbench.results.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where and how a run was made, as `environment.json` says.
///
/// @param facts every value of the file by its path, such as `kernel.release` to `6.18.44`; without
///     warnings and cells, which have places of their own
/// @param warnings what the run warned about, in its words
/// @param failed cells that were tried and have no result
/// @param leftOut strategies that were not tried
/// @param defaults by benchmark and parameter, the value that is used unless another is asked for;
///     parameters that have several, and benchmarks of older runs, are not there
public record Environment(
    Map<String, String> facts,
    List<String> warnings,
    List<Failed> failed,
    List<LeftOut> leftOut,
    Map<String, Map<String, String>> defaults) {
  /// Nothing is known: plain JMH JSON comes without an environment.
  public static final Environment UNKNOWN =
      new Environment(Map.of(), List.of(), List.of(), List.of(), Map.of());

  /// A cell that was tried and failed.
  public record Failed(String benchmark, Map<String, String> params, String reason) {
    public Failed {
      params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    }
  }

  /// A strategy that was not tried on this machine.
  public record LeftOut(String strategy, String reason) {}

  public Environment {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    warnings = List.copyOf(warnings);
    failed = List.copyOf(failed);
    leftOut = List.copyOf(leftOut);
    defaults = Map.copyOf(defaults);
  }

  /// Whether this is the default of a benchmark's parameter; false where that is unknown.
  public boolean isDefault(String benchmark, String parameter, String value) {
    return value.equals(defaults.getOrDefault(benchmark, Map.of()).get(parameter));
  }

  /// The fact of that path, empty when the file does not have it.
  public String fact(String path) {
    return facts.getOrDefault(path, "");
  }
}
