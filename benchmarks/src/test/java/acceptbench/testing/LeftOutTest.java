package acceptbench.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `build/left-out` reads reports such as surefire writes.
class LeftOutTest {
  private static final Path SCRIPT = Path.of("..", "build", "left-out").toAbsolutePath();
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private static final String NGINX =
      """
        <testcase name="a(AcceptStrategy)[16]" classname="acceptbench.A" time="0.1">
          <skipped type="org.opentest4j.TestAbortedException"><![CDATA[\
      org.opentest4j.TestAbortedException: Assumption failed: nginx is not installed; \
      apt install nginx-light
      	at org.junit.jupiter.api.Assumptions.throwAssumptionFailed(Assumptions.java:1)
      ]]></skipped>
        </testcase>
      """;

  private static final String NO_RIGHT =
      """
        <testcase name="b" classname="acceptbench.B" time="0.1">
          <skipped type="org.opentest4j.TestAbortedException"><![CDATA[\
      org.opentest4j.TestAbortedException: Assumption failed: no right to "that"]]></skipped>
        </testcase>
      """;

  @TempDir private Path folder;

  private void report(String place, String content, Instant written) throws Exception {
    Path file = folder.resolve(place);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "<testsuite>\n" + content + "</testsuite>\n");
    Files.setLastModifiedTime(file, FileTime.from(written));
  }

  private List<String> said() throws Exception {
    Process script =
        new ProcessBuilder(SCRIPT.toString(), folder.toString(), START.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(script.waitFor()).as(said).isZero();
    return said.lines().toList();
  }

  @Test
  void eachReasonIsALineWithItsTestsOfAllModules() throws Exception {
    report("one/target/surefire-reports/TEST-A.xml", NGINX + NGINX, START.plusSeconds(1));
    report("two/target/surefire-reports/TEST-B.xml", NO_RIGHT, START.plusSeconds(1));
    report("two/target/failsafe-reports/TEST-C.xml", NGINX, START.plusSeconds(600));
    assertThat(said())
        .containsExactly(
            "",
            "Left out on this machine (where CI=true these tests fail instead):",
            "    3 tests: nginx is not installed; apt install nginx-light",
            "    1 test: no right to \"that\"",
            "");
  }

  @Test
  void nothingIsSaidWhereNothingWasLeftOutInThisBuild() throws Exception {
    report("one/target/surefire-reports/TEST-A.xml", "", START.plusSeconds(1));
    report("one/target/surefire-reports/TEST-B.xml", NGINX, START.minusSeconds(1));
    assertThat(said()).isEmpty();
  }
}
