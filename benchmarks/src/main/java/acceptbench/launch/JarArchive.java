package acceptbench.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The class archive beside the jar, `benchmarks.jsa` beside `benchmarks.jar` (CDS, JEP 310): what
/// the driver, a fork and a server load, ready to be mapped, so that each of them starts sooner.
///
/// It is for one jar and one JDK. A JVM that can't use it goes on without, and says nothing.
///
/// @param jar with an absolute path
/// @param file need not exist
public record JarArchive(Path jar, Path file) {
  /// What a JVM says where it can't use an archive would stand in the driver's output.
  private static final String QUIET = "-Xlog:cds*=off,aot*=off";

  /// Where this program's archive is, or would be: that of the first jar on the class path. Empty
  /// where its classes come from a folder.
  public static Optional<JarArchive> ofThisProgram() {
    String[] classPath = System.getProperty("java.class.path").split(File.pathSeparator, -1);
    Path jar = Path.of(classPath[0]).toAbsolutePath();
    if (!classPath[0].endsWith(".jar") || !Files.isRegularFile(jar)) return Optional.empty();
    return Optional.of(new JarArchive(jar, Path.of(jar.toString().replaceFirst("jar$", "jsa"))));
  }

  /// JVM arguments to use it; none where it is not there.
  List<String> jvmArguments() {
    return Files.isRegularFile(file)
        ? List.of("-XX:SharedArchiveFile=" + file, QUIET, QUIET + ":stderr")
        : List.of();
  }

  /// Whether this JVM has its classes from there.
  public boolean isInUse() {
    try {
      String real = file.toRealPath().toString();
      return Files.readString(Path.of("/proc/self/maps")).contains(real);
    } catch (IOException notThere) {
      return false;
    }
  }
}
