package acceptbench.run.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.bench.server.ServerUnderTest;
import acceptbench.launch.UserError;
import acceptbench.run.jmh.JmhArguments;
import acceptbench.run.jmh.JmhOptions;
import acceptbench.server.parameter.NamedParameter;
import acceptbench.server.parameter.Parameter;
import acceptbench.server.parameter.ServerConfig;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkListEntry;

/// Each parameter of each benchmark has one home, which says what it means and may be.
class BenchmarkParameterTest {
  private static Set<BenchmarkParameter> all() throws UserError {
    Set<BenchmarkParameter> all = new LinkedHashSet<>();
    for (BenchmarkListEntry benchmark :
        Plan.select(JmhOptions.parse(JmhArguments.parse(List.of()))))
      all.addAll(BenchmarkParameter.of(BenchmarkParameter.type(benchmark)));
    return all;
  }

  private static Set<String> servers() {
    return ServerConfig.parameters().stream()
        .map(NamedParameter::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Test
  void whatJmhKnowsIsWhatIsFoundHere() throws UserError {
    for (BenchmarkListEntry benchmark :
        Plan.select(JmhOptions.parse(JmhArguments.parse(List.of()))))
      assertThat(BenchmarkParameter.of(BenchmarkParameter.type(benchmark)))
          .extracting(it -> it.parameter().name())
          .containsExactlyInAnyOrderElementsOf(benchmark.getParams().get().keySet());
  }

  @Test
  void everyParameterOfTheServerIsAFieldByWhichJmhKnowsIt() throws UserError {
    assertThat(all())
        .filteredOn(it -> it.state() == ServerUnderTest.class)
        .extracting(it -> it.parameter().name())
        .containsAll(servers());
  }

  /// Its unit is in its name.
  @Test
  void aTimeIsAWholeNumber() throws UserError {
    List<NamedParameter> times =
        all().stream()
            .map(BenchmarkParameter::parameter)
            .filter(parameter -> parameter.name().matches(".*(Millis|Micros)"))
            .toList();
    assertThat(times)
        .extracting(NamedParameter::name)
        .contains("stallMillis", "patienceMillis", "handlerMicros");
    for (NamedParameter time : times) {
      assertThat(time.read("5")).isEqualTo(5);
      for (String text : List.of("5ms", "1s", "0.5", "1e3", "5 ", ""))
        assertThatThrownBy(() -> time.read(text)).hasMessageStartingWith(time.name() + "=" + text);
    }
  }

  @Test
  void itsUsualValueIsAmongThoseThatAreMeasured() throws UserError {
    assertThat(all())
        .filteredOn(it -> it.state() == ServerUnderTest.class)
        .filteredOn(it -> servers().contains(it.parameter().name()))
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.measured()).contains(it.parameter().declared().usual()));
  }

  @Test
  void noFieldSaysAgainWhatTheServersParameterSays() throws Exception {
    for (BenchmarkParameter it : all()) {
      String name = it.parameter().name();
      boolean declares = it.state().getField(name).isAnnotationPresent(Parameter.class);
      assertThat(declares).as(it.state() + " " + name).isEqualTo(!servers().contains(name));
    }
  }

  @Test
  void whatIsMeasuredByDefaultIsAllowedAndHasAMeaning() throws UserError {
    for (BenchmarkParameter it : all()) {
      assertThat(it.parameter().declared().means()).endsWith(".").hasSizeGreaterThan(10);
      for (String value : it.measured())
        assertThat(NamedParameter.text(it.parameter().read(value))).isEqualTo(value);
    }
  }
}
