package acceptbench.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How a command enters a network namespace of its own: with unshare(1), which becomes the command
/// (it does not fork), so that the process that is started is the process that runs.
///
/// @param prefix what goes before the command; empty where the namespace can't be had
/// @param reason why it can't, in the words of unshare; empty where it can
record Namespace(List<String> prefix, String reason) {
  /// Root needs no user namespace; others become root in one of their own (user_namespaces(7)).
  private static final List<List<String>> WAYS =
      List.of(
          List.of("unshare", "--net"), List.of("unshare", "--user", "--map-root-user", "--net"));

  private static final int PATIENCE_SECONDS = 10;

  static Namespace none() {
    return new Namespace(List.of(), "");
  }

  /// Tries each way with `true`, and takes the first that works.
  static Namespace find() throws InterruptedException {
    String reason = "";
    for (List<String> way : WAYS) {
      reason = tryOut(way);
      if (reason.isEmpty()) return new Namespace(way, "");
    }
    return new Namespace(List.of(), reason);
  }

  boolean available() {
    return !prefix.isEmpty();
  }

  /// Empty when it worked, else what went wrong.
  private static String tryOut(List<String> way) throws InterruptedException {
    List<String> command = new ArrayList<>(way);
    command.add("true");
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "unshare hangs";
      }
      if (process.exitValue() == 0) return "";
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return said.isEmpty() ? "unshare ended with " + process.exitValue() : oneLine(said);
    } catch (IOException notThere) {
      return "the program unshare (Debian: util-linux) could not be started";
    }
  }

  private static String oneLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
