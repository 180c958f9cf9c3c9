package acceptbench.run.jmh;

import acceptbench.launch.FileTrouble;
import acceptbench.launch.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Checks that the JVM of `-jvm` works, before each cell fails without it.
final class JvmCheck {
  private static final int PATIENCE_SECONDS = 30;

  private static final int MOST_SAID = 1 << 12;

  /// `openjdk version "25.0.3" 2026-04-21`.
  private static final Pattern VERSION = Pattern.compile("version \"(\\d{1,4})");

  private JvmCheck() {}

  /// Starts it, and waits for its end.
  ///
  /// @throws UserError if it can't be started, does not end, or is older than this one
  static void check(String jvm) throws UserError {
    try {
      Process process = new ProcessBuilder(jvm, "-version").redirectErrorStream(true).start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw wrong(jvm, "-version did not end within " + PATIENCE_SECONDS + " s");
      }
      byte[] said = process.getInputStream().readNBytes(MOST_SAID);
      Matcher version = VERSION.matcher(new String(said, StandardCharsets.UTF_8));
      if (process.exitValue() != 0 || !version.find()) throw wrong(jvm, "is no JVM");
      if (Integer.parseInt(version.group(1)) < Runtime.version().feature())
        throw wrong(
            jvm,
            "is Java "
                + version.group(1)
                + ", and has to be as new as this one, Java "
                + Runtime.version().feature());
    } catch (IOException e) {
      throw wrong(jvm, "can't be started: " + FileTrouble.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw wrong(jvm, "interrupted");
    }
  }

  private static UserError wrong(String jvm, String why) {
    return UserError.usage("-jvm " + jvm + ": " + why);
  }
}
