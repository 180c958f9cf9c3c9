package acceptbench.run.plan;

import acceptbench.launch.UserError;
import acceptbench.server.parameter.NamedParameter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.options.Options;

/// What the benchmarks' parameters mean, for people to read.
public final class ParameterMeanings {
  private ParameterMeanings() {}

  /// A line for each parameter of the benchmarks that JMH's options select, below the name of the
  /// state that it belongs to: its name, what it may be, and what it means.
  ///
  /// @throws UserError where they select none
  public static List<String> lines(Options options) throws UserError {
    Set<BenchmarkParameter> parameters = new LinkedHashSet<>();
    for (BenchmarkListEntry benchmark : Plan.select(options))
      parameters.addAll(BenchmarkParameter.of(BenchmarkParameter.type(benchmark)));
    List<String> lines = new ArrayList<>();
    Class<?> state = null;
    for (BenchmarkParameter each : parameters) {
      if (each.state() != state) lines.add("  " + each.state().getSimpleName());
      state = each.state();
      NamedParameter parameter = each.parameter();
      String values = parameter.values().isEmpty() ? "" : " (" + parameter.values() + ")";
      lines.add("    " + parameter.name() + values + ": " + parameter.declared().means());
    }
    return lines;
  }
}
