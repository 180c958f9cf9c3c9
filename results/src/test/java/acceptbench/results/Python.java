package acceptbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Python 3, which reads files back with the modules that people read them with.
final class Python {
  private static final long PATIENCE_SECONDS = 60;

  /// The system's, for which Debian's packages are, where there is one: another `python3` may come
  /// before it on the path.
  private static final String PROGRAM =
      Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";

  private Python() {}

  /// What a script says of a file.
  ///
  /// @param module that it needs; the test is left out where there is none, and fails there with
  ///     CI=true
  /// @param debian the package that has it
  /// @param script finds the file in `sys.argv[1]`, and prints JSON
  static JsonNode read(Path file, String module, String debian, String script)
      throws IOException, InterruptedException {
    Needed.require(
        runs("import " + module), module + " of Python 3 is not installed; apt install " + debian);
    Process python =
        new ProcessBuilder(PROGRAM, "-c", script, file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(python.exitValue()).as(said).isZero();
    return new ObjectMapper().readTree(said);
  }

  private static boolean runs(String script) throws InterruptedException {
    try {
      return new ProcessBuilder(PROGRAM, "-c", script)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notThere) {
      return false;
    }
  }
}
