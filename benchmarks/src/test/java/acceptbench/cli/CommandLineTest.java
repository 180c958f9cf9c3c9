package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.launch.UserError;
import acceptbench.results.limit.Limit;
import acceptbench.run.jmh.JmhArguments;
import acceptbench.run.jmh.JmhOptions;
import acceptbench.run.plan.Preset;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
  @Test
  void withoutArgumentsTheStandardComparisonRuns() throws UserError {
    CommandLine line = parse();
    assertThat(line.preset()).contains(Preset.STANDARD);
    assertThat(line.jmh()).isEqualTo(Preset.STANDARD.arguments());
  }

  @Test
  void anyOptionOfJmhTakesThePresetAway() throws UserError {
    CommandLine line = parse("-p", "backlog=5,16", "Burst");
    assertThat(line.preset()).isEmpty();
    assertThat(line.jmh().toCommandLine()).containsExactly("-p", "backlog=5,16", "Burst");
  }

  @Test
  void ownOptionsAloneKeepTheStandardComparison() throws UserError {
    CommandLine line = parse("--results", "there", "--network=host");
    assertThat(line.preset()).contains(Preset.STANDARD);
    assertThat(line.results()).contains(Path.of("there"));
  }

  @Test
  void whatIsGivenBesideAPresetReplacesItsPart() throws UserError {
    CommandLine line = parse("--quick", "-p", "backlog=7", "-i", "9");
    assertThat(line.jmh().parameters()).containsEntry("backlog", List.of("7"));
    assertThat(line.jmh().parameters()).containsKey("strategy");
    assertThat(line.jmh().options()).containsEntry("-i", List.of("9"));
    assertThat(line.jmh().regexps()).isEqualTo(Preset.QUICK.arguments().regexps());
  }

  @Test
  void aDryRunIsOneOfAnyPlan() throws UserError {
    assertThat(parse("--dry-run").preset()).contains(Preset.STANDARD);
    assertThat(parse("--dry-run").request().dryRun()).isTrue();
    assertThat(parse("--quick", "--connections").request().connections()).isTrue();
    assertThat(parse("--quick").request().connections()).isFalse();
    assertThat(parse("--quick", "--dry-run").preset()).contains(Preset.QUICK);
    assertThat(parse("--resume", "DIR", "--dry-run").resume()).contains(Path.of("DIR"));
    assertThat(parse("-f", "2", "Burst").request().dryRun()).isFalse();
  }

  @Test
  void aValueOfJmhMayBeginWithDashes() throws UserError {
    CommandLine line = parse("-jvmArgs", "--enable-preview", "--results", "there", "Burst");
    assertThat(line.jmh().options()).containsEntry("-jvmArgs", List.of("--enable-preview"));
    assertThat(line.results()).contains(Path.of("there"));
  }

  @Test
  void attachedValuesAreReadAsJmhReadsThem() throws UserError {
    JmhArguments jmh = parse("-f1", "-wi=3", "-prof", "gc", "-prof", "stack").jmh();
    assertThat(jmh.options())
        .containsEntry("-f", List.of("1"))
        .containsEntry("-wi", List.of("3"))
        .containsEntry("-prof", List.of("gc", "stack"));
    assertThat(JmhOptions.parseOnly(jmh).getForkCount().get()).isEqualTo(1);
    assertThat(JmhOptions.parseOnly(jmh).getProfilers()).hasSize(2);
  }

  @Test
  void aCommaBehindABackslashIsPartOfItsValue() throws UserError {
    JmhArguments jmh = parse("-p", "a=1\\,2,3\\\\,\\r", "-p", "b=x").jmh();
    assertThat(jmh.parameters())
        .containsEntry("a", List.of("1,2", "3\\\\", "\\r"))
        .containsEntry("b", List.of("x"));
    JmhArguments over = parse("--quick", "-p", "strategy=a\\,b").jmh();
    assertThat(over.parameters()).containsEntry("strategy", List.of("a,b"));
    assertThat(JmhArguments.parse(over.toCommandLine())).isEqualTo(over);
  }

  @Test
  void whatARunHasToKeepToMayBeSeveral() throws UserError {
    CommandLine line = parse("--fail-on", "ListenOverflows>0", "--fail-on=connect.p99>=50ms");
    assertThat(line.limits())
        .extracting(Limit::text)
        .containsExactly("ListenOverflows>0", "connect.p99>=50ms");
    assertThat(line.preset()).contains(Preset.STANDARD);
    assertThat(line.request().limits()).isEqualTo(line.limits());
  }

  @Test
  void everyPresetIsALineThatJmhUnderstands() throws UserError {
    for (Preset preset : Preset.values()) {
      assertThat(JmhOptions.parse(preset.arguments()).getIncludes()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--resuls x|unknown option --resuls",
        "-zz|unknown option -zz",
        "--results|option --results needs a value",
        "--results --quick|option --results needs a value",
        "--results=|option --results needs a value",
        "--dry-run=yes|option --dry-run takes no value",
        "--connections=yes|option --connections takes no value",
        "--resume DIR --connections|--resume goes on with the options that the run was started"
            + " with; give no others",
        "--results r1 --results r2|option --results is given twice",
        "--network host --network=host|option --network is given twice",
        "--seed x|--seed x: write a whole number, 0 or more, of at most 9 digits",
        "--seed -5|--seed -5: write a whole number, 0 or more, of at most 9 digits",
        "--seed=-5|--seed -5: write a whole number, 0 or more, of at most 9 digits",
        "--seed 1.5|--seed 1.5: write a whole number",
        "--seed 1234567890|--seed 1234567890: write a whole number",
        "--seed -wi 2|option --seed needs a value",
        "--seed 1 --seed 2|option --seed is given twice",
        "--share 5/4|--share 5/4: there are shares 1/4 to 4/4",
        "--share 0/4|--share 0/4: there are shares 1/4 to 4/4",
        "--share 1/0|--share 1/0: there is one share at least",
        "--share two|--share two: write it as I/N, the I-th of N shares",
        "--share 1/4|--share 1/4 needs --seed N, the same for all shares",
        "--share 1/4 --seed 1 --precision 5%|--share and --precision exclude each other",
        "--share 1/4 --share 2/4|option --share is given twice",
        "--resume r --share 1/4|give no others",
        "--precision x|--precision x: write a share of 0.1% to 100%, as 5%",
        "--precision -5%|--precision -5%: write a share of 0.1% to 100%, as 5%",
        "--precision 0|--precision 0: write a share of 0.1% to 100%, as 5%",
        "--precision 101%|--precision 101%: write a share of 0.1% to 100%, as 5%",
        "--precision|option --precision needs a value",
        "--resume r --precision 5%|give no others",
        "--fail-on|option --fail-on needs a value",
        "--fail-on ListenOverflow>0|--fail-on unknown figure 'ListenOverflow'; there are score,",
        "--fail-on ListenOverflows=0|--fail-on 'ListenOverflows=0': write it as FIGURE>BOUND",
        "--fail-on connect.p99>50|--fail-on connect.p99 is a time: give its bound in ns, us, ms or"
            + " s",
        "--resume r --fail-on ListenOverflows>0|give no others",
        "--quick=yes|option --quick takes no value",
        "--quick --full|exclude each other",
        "--network moon|it is private or host",
        "-p|option -p needs a value",
        "-p backlog|-p NAME=VALUE",
        "-p =3|-p NAME=VALUE",
        "-p backlog=1 -p backlog=2|backlog is given twice",
        "-p backlog=1,1|a value is given twice",
      })
  void aWrongLineIsNamedInOneLine(String line, String message) {
    assertThatThrownBy(() -> parse(line.split(" ", -1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message)
        .extracting(Throwable::getMessage)
        .asString()
        .hasLineCount(1);
  }

  @Test
  void anEmptyFolderIsNoFolder() {
    assertThatThrownBy(() -> parse("--results", "")).hasMessage("option --results needs a value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-f x|Cannot parse argument 'x' of option f",
        "-i 0|should be positive",
        "-i -5|should be positive",
        "-wi -5|Cannot parse argument '-5' of option wi",
        "-f -5|Cannot parse argument '-5' of option f",
        "-r -5|-r -5: it is a time of 0 or more",
        "-w -1s|-w -1s: it is a time of 0 or more",
        "-to -5|-to -5: it is a time of 0 or more",
        "-t -5|-t -5: give the number of load clients",
        "-bm zz|Unable to parse benchmark mode: \"zz\"",
        "-rf zz|-rf zz: it is one of text, csv",
        "-tu q|-tu q: it is one of m, s",
        "-prof nosuch|-prof nosuch",
      })
  void whatJmhRefusesIsOneLineAsWell(String line, String message) {
    assertThatThrownBy(() -> JmhOptions.parse(parse(line.split(" ", -1)).jmh()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message)
        .extracting(Throwable::getMessage)
        .asString()
        .hasLineCount(1);
  }

  private static CommandLine parse(String... arguments) throws UserError {
    return CommandLine.parse(List.of(arguments));
  }
}
