package acceptbench.cli;

import acceptbench.testing.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Runs programs in a mount namespace (mount_namespaces(7)): what is mounted there is seen by
/// nobody else.
final class OwnMounts {
  private OwnMounts() {}

  /// What to put before a command. Where there is no right to it, see [Requirement].
  ///
  /// @param script for the shell: mounts something, and runs `"$@"`
  static String[] command(String script) throws IOException, InterruptedException {
    boolean isRoot = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    List<String> unshare =
        isRoot
            ? List.of("unshare", "--mount")
            : List.of("unshare", "--user", "--map-root-user", "--mount");
    List<String> trial = with(unshare, "true");
    Requirement.require(
        new ProcessBuilder(trial).start().waitFor() == 0, "no right to a mount namespace");
    return with(unshare, "sh", "-c", script, "sh").toArray(String[]::new);
  }

  private static List<String> with(List<String> command, String... more) {
    return Stream.concat(command.stream(), Stream.of(more)).toList();
  }
}
