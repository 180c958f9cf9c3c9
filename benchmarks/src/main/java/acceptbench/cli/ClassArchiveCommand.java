package acceptbench.cli;

import acceptbench.launch.ExitCode;
import acceptbench.launch.FileTrouble;
import acceptbench.launch.Handover;
import acceptbench.launch.JarArchive;
import acceptbench.launch.TemporaryFolder;
import acceptbench.launch.UserError;
import acceptbench.linux.process.JvmEnd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/// `class-archive`: makes the [JarArchive]. Which classes it is to have, a short run tells whose
/// driver, fork and server write down what they load.
@Command(
    name = "class-archive",
    mixinStandardHelpOptions = true,
    description = {
      "Makes benchmarks.jsa beside benchmarks.jar: what each JVM of a run loads, ready to be"
          + " mapped,",
      "so that runs with this jar and this JDK start sooner. The build has made one already."
    },
    footer = "Exit codes: 0 it is made, 69 it can't be, on this machine or in the jar's folder.")
final class ClassArchiveCommand implements Callable<Integer> {
  private static final String MAIN_CLASS = Main.class.getName();
  private static final List<String> KINDS = List.of("driver", "fork", "server");

  /// A JVM argument by which it writes a list of what it loads into its working folder.
  private static final String NOTING = "-XX:DumpLoadedClassList=";

  /// Each of the two takes seconds, and minutes on a machine with much else to do.
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Handover handover;

  ClassArchiveCommand(Handover handover) {
    this.handover = handover;
  }

  @Override
  public Integer call() throws Exception {
    JarArchive archive =
        JarArchive.ofThisProgram()
            .orElseThrow(
                () -> UserError.unavailable("class-archive: the program is not a jar file"));
    Path unfinished = archive.file().resolveSibling(archive.file().getFileName() + ".part");
    // However this ends: a signal does not unwind a method.
    JvmEnd.act("end of the unfinished archive", () -> unfinished.toFile().delete());
    checkWritable(archive.file(), unfinished);
    make(archive, unfinished);
    System.out.printf("%s, %d MiB%n", archive.file(), Files.size(archive.file()) >> 20);
    return ExitCode.OK;
  }

  /// Before a short run is made for nothing.
  private static void checkWritable(Path place, Path unfinished) throws UserError {
    try {
      if (Files.isDirectory(place))
        throw new FileSystemException(place.toString(), null, "a folder is in the way");
      Files.write(unfinished, new byte[0]);
    } catch (IOException e) {
      throw UserError.unavailable(
          "class-archive: can't write %s: %s".formatted(place, FileTrouble.reason(e)));
    }
  }

  /// Runs that go on meanwhile keep the file that they have mapped.
  private void make(JarArchive archive, Path unfinished)
      throws IOException, InterruptedException, UserError {
    Path folder = Files.createDirectory(TemporaryFolder.own().resolve("class-archive"));
    run("a run of ten connections", shortRun(archive), folder, LONGEST);
    Files.write(folder.resolve("classes"), loaded(folder));
    run("the JVM that writes an archive", dump(archive), folder, LONGEST);
    Files.copy(folder.resolve("archive"), unfinished, StandardCopyOption.REPLACE_EXISTING);
    Files.move(unfinished, archive.file(), StandardCopyOption.ATOMIC_MOVE);
  }

  /// As the launcher starts a driver, and as this one was started.
  private List<String> shortRun(JarArchive archive) throws IOException {
    List<String> own = List.of(Files.readString(Path.of("/proc/self/cmdline")).split("\0", -1));
    List<String> command = new ArrayList<>(own.subList(0, own.indexOf("-cp")));
    command.removeIf(argument -> argument.startsWith("-XX:SharedArchiveFile="));
    command.addAll(List.of(NOTING + "driver", "-cp", archive.jar().toString(), MAIN_CLASS));
    List<String> benchmark = new ArrayList<>(List.of("BurstBenchmark", "-wi", "0", "-i", "1"));
    benchmark.addAll(List.of("-f", "1", "--results", "run", "-jvmArgsAppend", NOTING + "fork"));
    for (String parameter :
        List.of("strategy=epoll", "burst=10", "burstRate=max", "serverJvm=" + NOTING + "server"))
      benchmark.addAll(List.of("-p", parameter));
    long driver = ProcessHandle.current().pid();
    command.addAll(
        new Handover(handover.network(), driver, handover.reason(), benchmark).toCommandLine());
    return command;
  }

  /// The classes of all, each once, without the numbers that a list gives them. Those of other
  /// loaders than the JDK's own can't be in it.
  private static SequencedSet<String> loaded(Path folder) throws IOException {
    SequencedSet<String> classes = new LinkedHashSet<>();
    for (String kind : KINDS)
      for (String line : Files.readAllLines(folder.resolve(kind)))
        if (!line.contains(" source: ")) classes.add(line.replaceFirst(" id: .*", ""));
    return classes;
  }

  private static List<String> dump(JarArchive archive) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        // As all three have them: an archive is for one setting of these.
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        "-Xshare:dump",
        "-XX:SharedClassListFile=classes",
        "-XX:SharedArchiveFile=archive",
        "-cp",
        archive.jar().toString());
  }

  /// Runs a command in a folder.
  ///
  /// @throws UserError with its last line where it fails, or where it takes too long and was ended
  static void run(String what, List<String> command, Path folder, Duration longest)
      throws IOException, InterruptedException, UserError {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(longest.toNanos(), TimeUnit.NANOSECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw UserError.unavailable(
          "class-archive: %s did not end within %d s".formatted(what, longest.toSeconds()));
    }
    int code = process.exitValue();
    if (code == 0) return;
    String last =
        new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .reduce("it said nothing", (_, line) -> line);
    throw UserError.unavailable(
        "class-archive: %s ended with %d: %s".formatted(what, code, last.strip()));
  }
}
