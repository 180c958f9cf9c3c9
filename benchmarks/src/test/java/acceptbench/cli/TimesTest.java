package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.cli.laws.LawsCommand;
import acceptbench.cli.results.CompareCommand;
import acceptbench.cli.results.IndexCommand;
import acceptbench.cli.results.ReportCommand;
import acceptbench.cli.size.SizeCommand;
import acceptbench.launch.Handover;
import acceptbench.sizing.Span;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// Wherever a command takes a time, it is written in the same ways. JMH reads its own options, and
/// what a parameter's unit is says its name.
class TimesTest {
  private static final PrintWriter OUT = new PrintWriter(PrintWriter.nullWriter());

  private static SizeCommand size() {
    return new SizeCommand(Handover.Network.PRIVATE, OUT);
  }

  private static List<OptionSpec> options() {
    List<OptionSpec> options = new ArrayList<>();
    for (Object command :
        List.of(
            size(),
            new LawsCommand(Handover.Network.PRIVATE, OUT),
            new ExplainCommand(OUT),
            new ReportCommand(),
            new CompareCommand(),
            new IndexCommand(),
            new ServeCommand(OUT)))
      options.addAll(new picocli.CommandLine(command).getCommandSpec().options());
    return options;
  }

  @Test
  void oneClassReadsAllOfThem() {
    assertThat(options())
        .filteredOn(option -> option.paramLabel().contains("TIME"))
        .extracting(OptionSpec::longestName)
        .contains("--pause", "--every", "--patience");
    assertThat(options())
        .allSatisfy(
            option ->
                assertThat(option.type() == Span.class)
                    .as(option.longestName())
                    .isEqualTo(option.paramLabel().contains("TIME")));
  }

  private static void read(String option, String time) {
    List<String> line = new ArrayList<>(List.of("size", "--rate", "2000", option, time));
    if (!option.equals("--pause")) line.addAll(List.of("--pause", "200ms"));
    new Subcommands(Map.of("size", size())).check(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"200ms", "1.5s", "2min", "1 s", "500us", "500µs", "1h", "1ns", "007s"})
  void aTimeHasAUnit(String time) {
    for (String option : List.of("--pause", "--every", "--patience"))
      assertThatCode(() -> read(option, time)).as(option).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "200", "1m", "2sec", "-5ms", "0ms", "61min", "1e3ms", "1,5s", ".5s", "s", "5ms ", ""
      })
  void andNoOtherSpelling(String time) {
    for (String option : List.of("--pause", "--every", "--patience"))
      assertThatThrownBy(() -> read(option, time))
          .as(option)
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining(option)
          .message()
          .hasLineCount(1);
  }
}
