package acceptbench.cli;

import acceptbench.testing.Requirement;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// Runs programs in a namespace of their own (namespaces(7)): what is mounted there, or listens
/// there, is seen by nobody else.
enum OwnNamespace {
  MOUNT("--mount", "mount -t tmpfs none /mnt", "no right to a mount namespace"),
  NETWORK("--net", "ip link set lo up", "no right to a network namespace: run as root");

  private final String option;
  private final String trial;
  private final String missing;

  OwnNamespace(String option, String trial, String missing) {
    this.option = option;
    this.trial = trial;
    this.missing = missing;
  }

  /// What to put before a command. Where there is no right to it, see [Requirement].
  ///
  /// @param script for bash: makes something of the namespace, and runs `"$@"`
  String[] command(String script) throws IOException, InterruptedException {
    List<String> enter = List.of("unshare", option);
    if (!leadsThere(enter)) {
      enter = List.of("unshare", "--user", "--map-root-user", option);
      Requirement.require(leadsThere(enter), missing);
    }
    return with(enter, script, "bash");
  }

  private boolean leadsThere(List<String> enter) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(with(enter, trial)).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor() == 0;
  }

  private static String[] with(List<String> enter, String script, String... more) {
    return Stream.of(enter, List.of("bash", "-c", script), List.of(more))
        .flatMap(List::stream)
        .toArray(String[]::new);
  }
}
