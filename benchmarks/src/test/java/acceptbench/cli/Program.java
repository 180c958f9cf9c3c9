package acceptbench.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The packaged program, run with the `java` on the path unless told otherwise; beside its own
/// benchmarks it has the toy ones of these tests.
final class Program {
  /// For `@ResourceLock`: what opens connections on the stack that these tests were started in, or
  /// counts them there.
  static final String HOSTS_STACK = "the host's network stack";

  static final Path JAR = Path.of("target", "benchmarks.jar").toAbsolutePath();
  private static final Path TOYS = Path.of("target", "test-classes").toAbsolutePath();

  /// For what has to come by itself, on a machine with forty runnable threads too; less than the
  /// deadline of a test, whose failure would not say what the program had printed.
  private static final long PATIENCE_SECONDS = 400;

  private final Path workingFolder;
  private final List<String> before = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private List<Path> classPath = List.of(JAR, TOYS);
  private Path java = java();

  /// @param workingFolder where it is started, and keeps runs
  Program(Path workingFolder) {
    this.workingFolder = workingFolder;
  }

  /// Puts a command before that of the program: `env`, `setpriv`.
  Program through(String... command) {
    before.addAll(List.of(command));
    return this;
  }

  Program with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /// Runs it with another `java` than a shell would find.
  Program startedBy(Path otherJava) {
    java = otherJava;
    return this;
  }

  Program from(Path... entries) {
    classPath = List.of(entries);
    return this;
  }

  /// What a run printed, and how it ended.
  record End(int exitCode, List<String> out, List<String> err) {}

  End run(String... arguments) throws IOException, InterruptedException {
    Running running = start(arguments);
    return running.end();
  }

  Running start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(before);
    String path = String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList());
    command.addAll(List.of(java.toString(), "-cp", path, "acceptbench.launch.Launcher"));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(workingFolder, "out", ".txt");
    Path err = Files.createTempFile(workingFolder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(workingFolder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err);
  }

  /// The `java` that a shell would find.
  static Path java() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "java"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no java on the path"));
  }

  /// The program while it runs.
  record Running(Process process, Path out, Path err) {
    End end() throws IOException, InterruptedException {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new IllegalStateException("did not end: " + lines(out) + lines(err));
      }
      return new End(process.exitValue(), lines(out), lines(err));
    }

    /// The program's processes by main class, in the order of the tree.
    List<RunningProcess> processes() {
      return Stream.concat(Stream.of(process.toHandle()), process.descendants())
          .map(RunningProcess::of)
          .toList();
    }

    void awaitLine(Path file, String text) throws IOException, InterruptedException {
      long deadline = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
      while (!Files.exists(file) || !Files.readString(file).contains(text)) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IllegalStateException("no '" + text + "': " + lines(out) + lines(err));
        }
        Thread.sleep(20);
      }
    }

    private static List<String> lines(Path file) throws IOException {
      return Files.readString(file, StandardCharsets.UTF_8).lines().toList();
    }
  }

  /// A process of the program.
  ///
  /// @param commandLine its arguments, separated by blanks
  record RunningProcess(long pid, String commandLine) {
    static RunningProcess of(ProcessHandle handle) {
      String line = "";
      try {
        line = Files.readString(Path.of("/proc/" + handle.pid() + "/cmdline")).replace('\0', ' ');
      } catch (IOException ended) {
        line = "(ended)";
      }
      return new RunningProcess(handle.pid(), line);
    }

    /// A zombie that nobody has reaped is gone.
    boolean isAlive() {
      try {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
      } catch (IOException gone) {
        return false;
      }
    }
  }
}
