package acceptbench.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a command enters a network namespace of its own: with unshare(1), which becomes the command
/// (it does not fork), so that the process that is started is the process that runs.
///
/// Making one takes CAP_SYS_ADMIN, and bringing its `lo` up CAP_NET_ADMIN (capabilities(7)); in a
/// user namespace of one's own one has both. A container may have the first alone.
///
/// @param prefix what goes before the command; empty where there can be no namespace
/// @param reason why it can't, in the words of unshare; empty where it can
record Namespace(List<String> prefix, String reason) {
  /// Root needs no user namespace; others become root in one of their own (user_namespaces(7)).
  private static final List<List<String>> WAYS =
      List.of(
          List.of("unshare", "--net"), List.of("unshare", "--user", "--map-root-user", "--net"));

  /// What a process may do that has come through, in /proc/self/status.
  private static final Pattern CAPABILITIES =
      Pattern.compile("^CapEff:\\s*([0-9a-f]{1,16})$", Pattern.MULTILINE);

  private static final int CAP_NET_ADMIN = 12;
  private static final String NO_NET_ADMIN = "CAP_SYS_ADMIN without CAP_NET_ADMIN";

  private static final int PATIENCE_SECONDS = 10;

  static Namespace none() {
    return new Namespace(List.of(), "");
  }

  /// Tries each way, and takes the first that leads to a network which can be set up.
  static Namespace find() throws InterruptedException {
    Set<String> reasons = new LinkedHashSet<>();
    for (List<String> way : WAYS) {
      String reason = tryOut(way);
      if (reason.isEmpty()) return new Namespace(way, "");
      // Without a user namespace most have no right to one; what matters is why not with one.
      if (!reasons.contains(NO_NET_ADMIN)) reasons.clear();
      reasons.add(reason);
    }
    return new Namespace(List.of(), String.join("; ", reasons));
  }

  boolean available() {
    return !prefix.isEmpty();
  }

  /// Empty when it worked, else what went wrong.
  private static String tryOut(List<String> way) throws InterruptedException {
    List<String> command = new ArrayList<>(way);
    command.addAll(List.of("cat", "/proc/self/status"));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "unshare hangs";
      }
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.exitValue() == 0) return mayAdministerIt(said) ? "" : NO_NET_ADMIN;
      return said.isEmpty() ? "unshare ended with " + process.exitValue() : oneLine(said);
    } catch (IOException notThere) {
      return "the program unshare (Debian: util-linux) could not be started";
    }
  }

  private static boolean mayAdministerIt(String status) {
    Matcher capabilities = CAPABILITIES.matcher(status);
    return capabilities.find()
        && ((Long.parseUnsignedLong(capabilities.group(1), 16) >> CAP_NET_ADMIN) & 1) == 1;
  }

  private static String oneLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
