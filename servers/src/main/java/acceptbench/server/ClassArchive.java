package acceptbench.server;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A file in which a JVM keeps its loaded classes for the next one that runs the same program
/// (dynamic CDS, JEP 350): the first one writes it when it ends, which takes it a second, and each
/// one after that starts half a second sooner. It has classes and no compiled code, so that a
/// server that has been warmed up is the same with it and without.
///
/// A JVM that can't use a file, or write it, goes on without.
///
/// @param file need not exist
public record ClassArchive(Path file) {
  private static final String WRITE = "-XX:+AutoCreateSharedArchive";

  /// What a JVM says where it can't use a file for all that is in it; it would be taken for a
  /// server's last words, or stand in JMH's output.
  private static final String REMARKS = "-Xlog:cds*=off,aot*=off";

  /// JVM arguments to use the file, and to write it where it is not there.
  public List<String> jvmArguments() {
    return List.of(WRITE, "-XX:SharedArchiveFile=" + file, REMARKS, REMARKS + ":stderr");
  }

  /// JVM arguments to use a file that somebody else has made.
  public static List<String> reading(Path file) {
    return withoutWriting(new ClassArchive(file).jvmArguments());
  }

  /// Arguments of a JVM that others run beside: only one may write the file.
  static List<String> withoutWriting(List<String> jvmArguments) {
    return jvmArguments.stream().filter(argument -> !argument.equals(WRITE)).toList();
  }

  /// Whether this JVM's classes come from jars, as they have to.
  public static boolean isPossible() {
    String classPath = System.getProperty("java.class.path");
    return Arrays.stream(classPath.split(File.pathSeparator, -1))
        .allMatch(entry -> Files.isRegularFile(Path.of(entry)));
  }
}
