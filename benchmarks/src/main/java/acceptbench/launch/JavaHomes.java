package acceptbench.launch;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/// Looks for a Java runtime that is new enough: the one that runs, `JAVA_HOME`, then the folders in
/// which systems and tools keep them.
final class JavaHomes {
  static final int WANTED = 25;

  /// Folders whose subfolders are Java homes, below the file system's root.
  private static final List<String> SYSTEM_FOLDERS =
      List.of("usr/lib/jvm", "usr/java", "opt/java", "usr/lib64/jvm");

  private static final List<String> USER_FOLDERS = List.of(".sdkman/candidates/java", ".jdks");

  private final List<Path> candidates = new ArrayList<>();
  private final List<String> lookedAt = new ArrayList<>();

  /// @param own the home of the running JVM
  /// @param environment the process's environment; `JAVA_HOME` and `HOME` are read
  /// @param root the file system's root, `/`
  JavaHomes(Path own, Map<String, String> environment, Path root) {
    candidates.add(own);
    String javaHome = environment.getOrDefault("JAVA_HOME", "");
    if (!javaHome.isBlank()) candidates.add(Path.of(javaHome));
    lookedAt.add(javaHome.isBlank() ? "JAVA_HOME (not set)" : "JAVA_HOME=" + javaHome);
    for (String folder : SYSTEM_FOLDERS) addAllIn(root.resolve(folder), "*");
    addAllIn(root.resolve("opt"), "{jdk,java-}*");
    String home = environment.getOrDefault("HOME", "");
    if (home.isBlank()) return;
    for (String folder : USER_FOLDERS) addAllIn(Path.of(home, folder), "*");
  }

  /// The first that is new enough and can be started.
  Optional<Path> find() {
    return candidates.stream()
        .filter(home -> version(home) >= WANTED && Files.isExecutable(java(home)))
        .findFirst();
  }

  /// One line: what was found instead, where it was looked for, and how to get what is needed.
  String explain() {
    List<String> found =
        candidates.stream()
            .distinct()
            .filter(home -> version(home) > 0)
            .map(home -> home + " (Java " + version(home) + ")")
            .toList();
    return "needs a JDK "
        + WANTED
        + " or later, and found none; found "
        + (found.isEmpty() ? "nothing" : String.join(", ", found))
        + "; looked at the java that runs this, "
        + String.join(", ", lookedAt)
        + "; install one (Debian: openjdk-25-jdk, any Linux: https://adoptium.net) or set JAVA_HOME"
        + " to it";
  }

  static Path java(Path home) {
    return home.resolve("bin").resolve("java");
  }

  /// The feature release of the Java at a home, by its `release` file; 0 where there is none.
  static int version(Path home) {
    Properties release = new Properties();
    try {
      release.load(new StringReader(Files.readString(home.resolve("release"))));
    } catch (IOException | IllegalArgumentException unreadable) {
      return 0; // not a Java home, or one that does not say what it is
    }
    String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
    String feature = version.startsWith("1.") ? version.substring(2) : version;
    String digits = feature.replaceFirst("[^0-9].*", "");
    return digits.isEmpty() || digits.length() > 4 ? 0 : Integer.parseInt(digits);
  }

  private void addAllIn(Path folder, String names) {
    lookedAt.add(names.equals("*") ? folder.toString() : folder + "/jdk*");
    if (!Files.isDirectory(folder)) return;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, names);
        Stream<Path> sorted = sorted(entries)) {
      sorted.filter(entry -> Files.isDirectory(entry)).forEach(candidates::add);
    } catch (IOException | UncheckedIOException | DirectoryIteratorException unreadable) {
      lookedAt.add(folder + " (not readable)");
    }
  }

  private static Stream<Path> sorted(DirectoryStream<Path> entries) {
    List<Path> list = new ArrayList<>();
    entries.forEach(list::add);
    return list.stream().sorted();
  }
}
