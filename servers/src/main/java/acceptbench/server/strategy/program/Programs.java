package acceptbench.server.strategy.program;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /// The file that a command's first word means, as a shell finds it.
  ///
  /// @throws IllegalArgumentException in one line, where there is none that can be run
  static Path named(String word) {
    if (word.indexOf('/') < 0)
      return find(word).orElseThrow(() -> wrong("there is no program '%s' on the PATH", word));
    Path file;
    try {
      file = Path.of(word);
    } catch (InvalidPathException e) {
      throw wrong("'%s' is no path", word);
    }
    if (Files.notExists(file)) throw wrong("there is no file '%s'", word);
    if (Files.isDirectory(file)) throw wrong("'%s' is a folder", word);
    if (!Files.isExecutable(file)) throw wrong("'%s' is not executable; chmod +x", word);
    return file.toAbsolutePath();
  }

  private static IllegalArgumentException wrong(String what, String word) {
    return new IllegalArgumentException(what.formatted(word));
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
