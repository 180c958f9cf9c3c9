package acceptbench.run.plan;

import acceptbench.launch.UserError;
import acceptbench.run.jmh.JmhArguments;
import java.util.BitSet;
import java.util.List;

/// Plans of command lines, for a machine of two CPUs.
final class Plans {
  static final long DESCRIPTORS = 2600;

  private Plans() {}

  static Plan plan(String... arguments) throws UserError {
    return Plan.of(arguments(arguments), rules(DESCRIPTORS));
  }

  static JmhArguments arguments(String... arguments) throws UserError {
    return JmhArguments.parse(List.of(arguments));
  }

  static ParameterRules rules(long descriptors) {
    BitSet cpus = new BitSet();
    cpus.set(0, 2);
    return new ParameterRules(Strategies.known(), descriptors, cpus);
  }
}
