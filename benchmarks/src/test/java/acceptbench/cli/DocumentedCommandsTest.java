package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.ShownCommands.Shown;
import acceptbench.launch.ExitCode;
import acceptbench.launch.Handover;
import acceptbench.launch.UserError;
import acceptbench.run.jmh.JmhOptions;
import acceptbench.run.plan.ParameterRules;
import acceptbench.run.plan.Plan;
import acceptbench.run.plan.Strategies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/// What documents tell people to type is read by what reads it when they do.
class DocumentedCommandsTest {
  private static final Path BENCHMARKS = Path.of("src", "main", "java", "acceptbench", "bench");
  private static final int MOST_CPUS = 1024;

  private final Subcommands commands =
      Subcommands.all(new Handover(Handover.Network.HOST, 1, "", List.of()));

  @Test
  void eachCommandLineInADocumentIsOneThatIsUnderstood() throws IOException {
    List<String> wrong = new ArrayList<>();
    int lines = 0;
    for (Path document : Documents.all()) {
      List<Shown> shown = shown(Files.readAllLines(document));
      lines += shown.size();
      for (Shown command : shown) {
        complaint(command)
            .forEach(said -> wrong.add(document.normalize() + ":" + command.line() + ": " + said));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(lines).as("documents show command lines").isGreaterThan(20);
  }

  @Test
  void eachBenchmarksOwnExampleIsUnderstood() throws IOException {
    List<String> wrong = new ArrayList<>();
    int examples = 0;
    try (Stream<Path> files = Files.list(BENCHMARKS)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        List<String> comments =
            Files.readAllLines(file).stream()
                .map(line -> line.matches(" *///.*") ? line.replaceFirst(" */// ?", "") : "")
                .toList();
        List<Shown> shown = shown(comments);
        examples += shown.size();
        for (Shown command : shown) {
          complaint(command).forEach(said -> wrong.add(file + ":" + command.line() + ": " + said));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(examples).isGreaterThanOrEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java -jar benchmarks/target/benchmarks.jar --nosuch|unknown option --nosuch",
        "java -jar benchmarks.jar BurstBenchmark -p nosuch=1|unknown parameter 'nosuch'",
        "java -jar benchmarks.jar BurstBenchmark -p workers=65|workers=65: it has to be from 1 to",
        "cd x && A=1 nice java -jar benchmarks.jar -q 1 Burst > out.txt|unknown option -q",
        "java -jar benchmarks.jar --fail-on 'ListenOverflow>0'|unknown figure 'ListenOverflow'",
        "java -jar benchmarks.jar Burst -p strategy=command -p 'command=a {prot}'|unknown"
            + " placeholder",
        "java -jar benchmarks.jar BurstBenchmark -p strategy=epoll -p backlog=default|nothing can"
            + " be measured: epoll calls listen(2) itself",
        "java -jar benchmarks.jar -wi many|Cannot parse argument 'many'",
        "java -jar benchmarks.jar laws gravity|unknown law 'gravity'",
        "java -jar benchmarks.jar serve nosuch|unknown strategy 'nosuch'",
        "java -jar benchmarks.jar explain :http|no port like :8080",
        "java -jar benchmarks.jar compare|BASE",
        "BurstBenchmark -p strategy=epol|unknown strategy 'epol'",
        "`report --nosuch RUN`|--nosuch",
        "`BurstBenchmark -p nosuch=1`|unknown parameter 'nosuch'",
        "`-p nosuch=1`|unknown parameter 'nosuch'",
      })
  void aWrongLineIsFoundWhereItStands(String line, String complaint) {
    String text = line.startsWith("`") ? "See " + line + "." : "    " + line;
    List<Shown> shown = shown(List.of("A document.", "", text));
    assertThat(shown).singleElement().extracting(Shown::line).isEqualTo(3);
    assertThat(complaint(shown.getFirst())).singleElement().asString().contains(complaint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$ java -jar benchmarks.jar BurstBenchmark -p burst=5 # a comment -q",
        "mvn -B package && java -jar benchmarks.jar",
        "nsenter -t PID -n java -jar /opt/benchmarks.jar explain :PORT",
        "java -jar benchmarks.jar ConnectBenchmark --network host -p strategy=external -p"
            + " target=HOST:PORT -p firstByte=client -p 'send=GET / HTTP/1.0\\r\\n\\r\\n'",
        "java -jar benchmarks.jar BurstBenchmark -p strategy=nginx -p handlerMicros=0",
        "java -jar benchmarks.jar BurstBenchmark -p strategy=command -p 'command=no-such-program"
            + " --port {port}' --fail-on 'ListenOverflows>0'",
        "java -jar benchmarks.jar --resume DIR --dry-run",
        "java -jar benchmarks.jar [JMH options] [regexp]",
        "java -jar benchmarks.jar compare A1,A2 B1,B2 | head -5",
        "java -jar benchmarks.jar -lp",
        "java -jar benchmarks.jar serve STRATEGY --backlog N",
      })
  void aRightLineIsUnderstood(String line) {
    List<Shown> shown = shown(List.of("```sh", line, "```"));
    assertThat(shown).singleElement().extracting(Shown::line).isEqualTo(2);
    assertThat(complaint(shown.getFirst())).isEmpty();
  }

  @Test
  void aLineMayGoOnInTheNextOneAndATextInTheNextLine() {
    List<Shown> shown =
        shown(
            List.of(
                "Two of them:",
                "",
                "    java -jar benchmarks.jar BurstBenchmark \\",
                "      -p burst=5",
                "    echo that is all",
                "",
                "And `java -jar",
                "benchmarks.jar -p burst=6 Burst` in the text."));
    assertThat(shown)
        .containsExactly(
            new Shown(3, List.of("BurstBenchmark", "-p", "burst=5"), false),
            new Shown(7, List.of("-p", "burst=6", "Burst"), false));
  }

  @Test
  void whatAReaderIsToWriteNeedNotBeThere() {
    List<String> lines = List.of("<!-- made up: PairBenchmark -->", "", "    PairBenchmark -i 1");
    assertThat(shown(lines)).isEmpty();
    assertThat(shown(lines.subList(1, 3))).hasSize(1);
  }

  private List<Shown> shown(List<String> markdown) {
    return new ShownCommands(commands.names()).in(markdown);
  }

  /// One line where the arguments are wrong, else none. A strategy that is not installed here is no
  /// fault of the document's.
  private List<String> complaint(Shown command) {
    List<String> arguments = command.arguments();
    String line = String.join(" ", arguments);
    try {
      if (commands.has(arguments)) commands.check(arguments);
      else checkRun(CommandLine.parse(arguments));
      return List.of();
    } catch (MissingParameterException e) {
      return command.mentioned() ? List.of() : List.of(line + ": " + e.getMessage());
    } catch (ParameterException e) {
      return List.of(line + ": " + e.getMessage());
    } catch (UserError e) {
      boolean missingHere = e.exitCode() == ExitCode.UNAVAILABLE;
      return missingHere ? List.of() : List.of(line + ": " + e.getMessage());
    }
  }

  private static void checkRun(CommandLine line) throws UserError {
    if (line.resume().isPresent() || line.version()) return;
    JmhOptions.parse(line.jmh());
    BitSet cpus = new BitSet();
    cpus.set(0, MOST_CPUS);
    Plan.of(line.jmh(), new ParameterRules(Strategies.known(), Long.MAX_VALUE, cpus));
  }
}
