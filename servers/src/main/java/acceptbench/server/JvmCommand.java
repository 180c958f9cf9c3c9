package acceptbench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Command lines of the JVMs that servers run in.
public final class JvmCommand {
  /// No files in the temporary folder (SIGKILL would leave them), the JVM's own messages on stderr
  /// (stdout is the control pipe), and none about native access.
  private static final List<String> ARGUMENTS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:-UsePerfData",
          // Servers catch what goes wrong with one connection, and would go on with half a heap.
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:+DisplayVMOutputToStderr",
          "-Xlog:disable",
          "-Xlog:all=warning:stderr");

  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");

  private JvmCommand() {}

  /// Runs a class of this JVM's own class path, unless the arguments have another one, in another
  /// JVM of the same JDK.
  ///
  /// The collector is Serial unless the caller chooses another one: it has no threads of its own
  /// that would compete for the server's CPU.
  public static List<String> of(
      String mainClass, List<String> jvmArguments, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ARGUMENTS);
    // The run's own folder, which is deleted with all that a killed server leaves there.
    String temporary = System.getProperty("java.io.tmpdir");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-XX:ErrorFile=" + Path.of(temporary, "hs_err_%p.log"));
    if (jvmArguments.stream().noneMatch(COLLECTOR.asMatchPredicate()))
      command.add("-XX:+UseSerialGC");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(jvmArguments);
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }

  /// Runs a class in a JVM like this one, which is a server's, with the same JVM arguments.
  ///
  /// @throws IOException where this JVM is not a server's
  public static List<String> ofWorker(String mainClass, List<String> arguments) throws IOException {
    List<String> own = List.of(Files.readString(Path.of("/proc/self/cmdline")).split("\0", -1));
    int main = own.indexOf(ServerProcess.MAIN_CLASS);
    if (main < 0)
      throw new IOException("this JVM was not started to run " + ServerProcess.MAIN_CLASS);
    List<String> command = new ArrayList<>(ClassArchive.withoutWriting(own.subList(0, main)));
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }
}
