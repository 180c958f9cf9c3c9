package acceptbench.run.plan;

import acceptbench.server.parameter.NamedParameter;
import acceptbench.server.parameter.Parameter;
import acceptbench.server.parameter.ServerConfig;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.runner.BenchmarkListEntry;

/// A parameter of a benchmark: a field with JMH's `@Param` in one of its states, and the
/// declaration of the parameter. That is the [Parameter] annotation on the field itself, or on the
/// component of [ServerConfig] with the field's name.
///
/// @param state whose field it is
/// @param measured the annotation's values
public record BenchmarkParameter(Class<?> state, NamedParameter parameter, List<String> measured) {
  /// The class of a benchmark.
  static Class<?> type(BenchmarkListEntry benchmark) {
    try {
      return Class.forName(benchmark.getUserClassQName());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("listed, and not there: " + benchmark.getUsername(), e);
    }
  }

  /// All parameters of a benchmark class.
  ///
  /// @throws IllegalArgumentException where a field's home is missing
  static List<BenchmarkParameter> of(Class<?> benchmark) {
    List<BenchmarkParameter> parameters = new ArrayList<>();
    for (Class<?> state : states(benchmark))
      for (Field field : state.getFields()) {
        Param param = field.getAnnotation(Param.class);
        if (param != null)
          parameters.add(new BenchmarkParameter(state, home(field), List.of(param.value())));
      }
    return parameters;
  }

  private static NamedParameter home(Field field) {
    return ServerConfig.parameters().stream()
        .filter(parameter -> parameter.name().equals(field.getName()))
        .findFirst()
        .orElseGet(() -> NamedParameter.of(field));
  }

  /// A benchmark's states, and those that they are set up with.
  private static Set<Class<?>> states(Class<?> benchmark) {
    Set<Class<?>> states = new LinkedHashSet<>();
    if (benchmark.isAnnotationPresent(State.class)) addState(benchmark, states);
    for (Method method : benchmark.getMethods())
      if (method.isAnnotationPresent(Benchmark.class)) addStates(method, states);
    return states;
  }

  private static void addStates(Method method, Set<Class<?>> states) {
    for (Class<?> type : method.getParameterTypes())
      if (type.isAnnotationPresent(State.class)) addState(type, states);
  }

  private static void addState(Class<?> state, Set<Class<?>> states) {
    if (!states.add(state)) return;
    for (Method method : state.getMethods())
      if (method.isAnnotationPresent(Setup.class) || method.isAnnotationPresent(TearDown.class))
        addStates(method, states);
  }
}
