package acceptbench.server.strategy.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Whom a program changes to that root has started and that root may not be.
///
/// In a user namespace that has no other user than its root (`unshare --map-root-user`, by which
/// whoever has no privileges gets a network of his own) it can't, and is started as that user from
/// the beginning, in a user namespace within (user_namespaces(7)).
final class OrdinaryUser {
  /// `nobody`, as the kernel has it (`/proc/sys/kernel/overflowuid`).
  static final int ID = 65534;

  private static final Path SELF = Path.of("/proc/self");

  private OrdinaryUser() {}

  /// What to put before a command; nothing where it can change to that user itself, or need not.
  static List<String> before() throws IOException {
    boolean isRoot = Files.getAttribute(SELF, "unix:uid").equals(0);
    if (!isRoot || (isThere("uid_map") && isThere("gid_map"))) return List.of();
    return List.of("unshare", "--user", "--map-user=" + ID, "--map-group=" + ID);
  }

  /// Lines of the first id within, the first without, and how many.
  private static boolean isThere(String map) throws IOException {
    return Files.readAllLines(SELF.resolve(map)).stream()
        .map(line -> line.strip().split(" +", -1))
        .anyMatch(
            range ->
                Long.parseLong(range[0]) <= ID
                    && ID < Long.parseLong(range[0]) + Long.parseLong(range[2]));
  }
}
