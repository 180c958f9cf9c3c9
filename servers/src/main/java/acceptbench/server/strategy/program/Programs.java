package acceptbench.server.strategy.program;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the programs that are installed on this machine.
public final class Programs {
  private Programs() {}

  /// Where a program is: on the PATH, or where Debian keeps daemons, which is on root's only.
  static Optional<Path> find(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
            Arrays.stream(path.split(":", -1)), Stream.of("/usr/sbin", "/usr/local/sbin"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Why a program can't be used, or nothing.
  ///
  /// @param debianPackage what to install
  public static Optional<String> missing(String name, String debianPackage) {
    if (find(name).isEmpty())
      return Optional.of("%s is not installed; apt install %s".formatted(name, debianPackage));
    if (find("setpriv").isEmpty())
      return Optional.of("setpriv is not installed; apt install util-linux");
    return Optional.empty();
  }
}
