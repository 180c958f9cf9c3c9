package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.bench.SlowLinkTest;
import acceptbench.bench.StalledAtBacklog0Test;
import acceptbench.kernel.law.StrategyLawsTest;
import acceptbench.testing.Outcomes;
import acceptbench.testing.SlowLoopback;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests of a real program on a machine that does not have it: they are left out, and say which
/// package would help; with CI=true they fail, and say that.
class FreshMachineIT {
  /// A device can't be executed.
  private static final String WITHOUT_PROGRAM =
      "for d in $(echo $PATH | tr : ' ') /usr/sbin /usr/local/sbin; do if [ -x $d/$PROGRAM ]; then"
          + " mount --bind /dev/null $d/$PROGRAM; fi; done; exec \"$@\"";

  /// Which have cases of a strategy that is a program.
  private static final List<Class<?>> OF_A_PROGRAM =
      List.of(EveryBenchmarkIT.class, StrategyLawsTest.class, StalledAtBacklog0Test.class);

  private static final Path JAVA = Path.of("..", "build", "in-namespace", "bin", "java");

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({
    "nginx, nginx, nginx-light libnginx-mod-stream, 3",
    "haproxy, haproxy, haproxy, 2",
    "apache, apache2, apache2-bin, 1"
  })
  void whatNeedsAnAbsentProgramIsLeftOutAndFailsOnCi(
      String strategy, String program, String debianPackage, int tests) throws Exception {
    String reason = program + " is not installed; apt install " + debianPackage;
    assertThat(run("false", strategy, program, OF_A_PROGRAM))
        .containsOnly(Outcomes.LEFT_OUT + reason)
        .hasSize(tests);
    assertThat(run("true", strategy, program, OF_A_PROGRAM))
        .allMatch(line -> line.startsWith(Outcomes.FAILED) && line.endsWith(": " + reason))
        .hasSize(tests);
  }

  @Test
  void whatSlowsTheLoopbackIsLeftOutWithoutTc() throws Exception {
    List<Class<?>> tests = List.of(SlowLinkTest.class);
    assertThat(run("false", "epoll", "tc", tests))
        .containsOnly(Outcomes.LEFT_OUT + SlowLoopback.NEEDED)
        .hasSize(2);
    assertThat(run("true", "epoll", "tc", tests))
        .containsOnly(Outcomes.FAILED + SlowLoopback.NEEDED)
        .hasSize(2);
  }

  /// How the strategy's tests end.
  private static List<String> run(
      String ci, String strategy, String program, List<Class<?>> classes) throws Exception {
    List<String> command = new ArrayList<>(List.of(OwnNamespace.MOUNT.command(WITHOUT_PROGRAM)));
    command.addAll(
        List.of(
            JAVA.toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Dstrategy=" + strategy,
            "-cp",
            System.getProperty("java.class.path"),
            Outcomes.class.getName()));
    for (Class<?> tests : classes) command.add(tests.getName());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("CI", ci);
    builder.environment().put("PROGRAM", program);
    Process process = builder.start();
    byte[] out = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    return new String(out, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.contains(" was asked for"))
        .toList();
  }
}
