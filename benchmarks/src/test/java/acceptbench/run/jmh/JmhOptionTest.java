package acceptbench.run.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.launch.UserError;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import joptsimple.OptionDescriptor;
import joptsimple.OptionParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.runner.options.CommandLineOptions;

class JmhOptionTest {
  /// By JMH's own parser: none is missing, none is made up, and each takes a value there or not as
  /// it does here.
  @Test
  void eachOptionOfJmhsParserIsInTheList() throws Exception {
    Field field = CommandLineOptions.class.getDeclaredField("parser");
    field.setAccessible(true);
    OptionParser parser = (OptionParser) field.get(new CommandLineOptions());
    Map<String, Boolean> jmhs = new TreeMap<>();
    parser
        .recognizedOptions()
        .forEach(
            (name, option) -> jmhs.put("-" + name, ((OptionDescriptor) option).acceptsArguments()));
    jmhs.remove("-[arguments]");
    Map<String, Boolean> ours =
        Arrays.stream(JmhOption.values())
            .collect(Collectors.toMap(JmhOption::written, JmhOption::takesValue));
    assertThat(new TreeMap<>(ours)).isEqualTo(jmhs);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-t 0|-t 0: give the number of load clients, each of which has a CPU; at least 1",
        "-t max|-t max: give the number of load clients",
        "-t -1|-t -1: give the number of load clients",
        "-t 2 -p clients=2|-t 2: it is the same as -p clients, which is given too",
        "-tg 1,1|-tg 1,1: load clients share one load, and are no groups",
        "-bs 2|-bs 2: the books",
        "-wbs 10|-wbs 10: the books",
        "-f 0|-f 0: the client has to be in a JVM of its own",
        "-to 0|-to 0: JMH would interrupt every iteration that takes longer than 100 ms",
        "-to 0ms|-to 0ms: JMH would interrupt every iteration that takes longer than 100 ms",
        "-to soon|-to soon: it is a time of 0 or more, like 500ms, 30s or 2m",
        "-to 99999999999|-to 99999999999: it is a time",
        "-r long|-r long: it is a time",
        "-w 1.5s|-w 1.5s: it is a time",
        "-foe yes|-foe yes: it is one of true, false",
        "-si 1|-si 1: it is one of true, false",
        "-gc on|-gc on: it is one of true, false",
        "-wf 1|-wf 1: what warm-up forks see",
        "-wm BULK|-wm BULK: each cell is a run of JMH's own",
        "-wm BULKY|-wm BULKY: it is one of INDI, BULK, BULK_INDI",
        "-wmb Burst|-wmb Burst: each cell is a run of JMH's own",
        "-opi 10|-opi 10: a call of a benchmark is one operation",
        "-rf xml|-rf xml: it is one of text, csv, scsv, json, latex",
        "-tu fortnight|-tu fortnight: it is one of m, s, ms, us, ns",
        "-v LOUD|-v LOUD: it is one of SILENT, NORMAL, EXTRA",
        "-jvm /nonexistent|-jvm /nonexistent: can't be started",
        "-jvm true|-jvm true: is no JVM",
        "-prof nosuch|-prof nosuch: no such profiler; -lprof lists them",
      })
  void whatCanNotBeHadIsRefusedWithTheReason(String line, String message) {
    assertThatThrownBy(() -> JmhOptions.parse(arguments(line)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(message)
        .extracting(Throwable::getMessage)
        .asString()
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-t 1",
        "-t 200",
        "-bs 1",
        "-wbs 1",
        "-wf 0",
        "-wm INDI",
        "-opi 1",
        "-f 2",
        "-rf CSV",
        "-tu us",
        "-v EXTRA",
        "-to 1ms",
        "-r 0",
        "-foe TRUE",
        "-prof gc"
      })
  void whatChangesNothingOrWorksIsTaken(String line) throws UserError {
    assertThat(JmhOptions.parse(arguments(line))).isNotNull();
  }

  /// JMH itself runs one thread, so that what one option says is a parameter of each cell.
  @Test
  void jmhsThreadsAreLoadClients() throws UserError {
    JmhArguments arguments = arguments("-t 4 -p backlog=1");
    assertThat(arguments.parameters()).containsEntry("clients", List.of("4"));
    assertThat(JmhOptions.parse(arguments).getThreads().hasValue()).isFalse();
    assertThat(arguments("-t3").toCommandLine()).containsExactly("-p", "clients=3");
  }

  /// As JMH's own parser reads them back.
  @Test
  void whatWorksAsInJmhReachesJmh() throws UserError {
    CommandLineOptions options =
        JmhOptions.parse(
            arguments(
                "-i 3 -r 200ms -wi 2 -w 1s -to 9s -si false -foe true -f 4 -o log -rff file -gc"
                    + " true -jvmArgs -Xmx1g -jvmArgsAppend -Da=b -jvmArgsPrepend -Dc=d -e nosuch"
                    + " -p backlog=1"));
    assertThat(options.getMeasurementIterations().get()).isEqualTo(3);
    assertThat(options.getMeasurementTime().get()).hasToString("200 ms");
    assertThat(options.getWarmupIterations().get()).isEqualTo(2);
    assertThat(options.getWarmupTime().get()).hasToString("1 s");
    assertThat(options.getTimeout().get()).hasToString("9 s");
    assertThat(options.shouldSyncIterations().get()).isFalse();
    assertThat(options.shouldFailOnError().get()).isTrue();
    assertThat(options.getForkCount().get()).isEqualTo(4);
    assertThat(options.getOutput().get()).isEqualTo("log");
    assertThat(options.getResult().get()).isEqualTo("file");
    assertThat(options.shouldDoGC().get()).isTrue();
    assertThat(options.getJvmArgs().get()).containsExactly("-Xmx1g");
    assertThat(options.getJvmArgsAppend().get()).containsExactly("-Da=b");
    assertThat(options.getJvmArgsPrepend().get()).containsExactly("-Dc=d");
    assertThat(options.getExcludes()).containsExactly("nosuch");
    assertThat(options.getParameter("backlog").get()).containsExactly("1");
  }

  @Test
  void whatWorksOnTheClientAloneIsTold() throws UserError {
    assertThat(arguments("-prof gc -gc true -jvmArgs -Xmx1g -i 1").notes())
        .hasSize(3)
        .anyMatch(note -> note.startsWith("-prof profiles the client's JVM"))
        .anyMatch(note -> note.startsWith("-gc collects in the client's JVM only"))
        .anyMatch(note -> note.contains("-p serverJvm=ARGUMENTS"));
    assertThat(arguments("-i 1 -f 2").notes()).isEmpty();
  }

  /// Each option is in that part of the page which tells what becomes of it.
  @Test
  void thePageOfOptionsHasThemAllWhereTheyBelong() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "jmh-options.md"));
    String[] parts = page.split("\n## ", -1);
    for (JmhOption option : JmhOption.values()) {
      int part = option.refusesSome() ? 2 : option.note().isPresent() ? 3 : 1;
      assertThat(parts[part]).contains("`" + option.written() + "`");
    }
  }

  private static JmhArguments arguments(String line) throws UserError {
    return JmhArguments.parse(List.of(line.split(" ", -1)));
  }
}
