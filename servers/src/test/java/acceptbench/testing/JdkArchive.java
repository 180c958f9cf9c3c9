package acceptbench.testing;

import acceptbench.server.ServerProcess;
import acceptbench.server.parameter.ServerConfig;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/// The JDK's classes that servers use, ready to be mapped (static CDS): with it a server of a test
/// takes a fifth less CPU time to start and end (`epoll` 0.39 s instead of 0.48). The JDK's own
/// archive lacks those by which Java calls C. Ours can't be in it: they come from folders here, and
/// an archive takes classes from jars only.
///
/// Made by the first JVM that asks for it, in the build's folder, and used by all after it.
final class JdkArchive {
  private static final Path FOLDER = Path.of("..", "servers", "target");
  private static final Path FILE =
      FOLDER.resolve("jdk-%s.jsa".formatted(System.getProperty("java.vm.version")));

  private JdkArchive() {}

  /// The JVM argument to use it, with a relative path; empty where the working folder is not that
  /// of a module that has been built.
  static Optional<String> argument() {
    if (!Files.isDirectory(FOLDER)) return Optional.empty();
    try {
      make();
    } catch (IOException e) {
      throw new IllegalStateException("could not make " + FILE, e);
    }
    return Optional.of("-XX:SharedArchiveFile=" + FILE);
  }

  private static void make() throws IOException {
    Path lock = FOLDER.resolve("jdk-archive.lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (held.isValid() && Files.exists(FILE)) return;
      Path classes = FOLDER.resolve("jdk-archive.classes");
      Files.write(classes, loadedClasses());
      Path unfinished = FOLDER.resolve("jdk-archive.unfinished");
      dump(classes, unfinished);
      Files.move(unfinished, FILE, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /// What servers of three kinds load, each once, without the numbers that a list gives them.
  private static SequencedSet<String> loadedClasses() throws IOException {
    SequencedSet<String> classes = new LinkedHashSet<>();
    Path list = FOLDER.resolve("jdk-archive.list");
    for (String strategy : List.of("epoll", "nio-selector", "netty-epoll")) {
      List<String> writingIt = List.of("-XX:DumpLoadedClassList=" + list);
      ServerProcess.start(strategy, ServerConfig.usual(), new BitSet(), writingIt).close();
      for (String line : Files.readAllLines(list))
        if (!line.contains(" source: ")) classes.add(line.replaceFirst(" id: .*", ""));
    }
    return classes;
  }

  /// Of the list it takes what is the JDK's: there is nothing else on its class path.
  private static void dump(Path classes, Path archive) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As a server has them: an archive is for one setting of these.
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
    command.addAll(List.of("-Xshare:dump", "-XX:SharedClassListFile=" + classes));
    command.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-cp", "nothing"));
    Process dump =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    int exitCode = dump.onExit().join().exitValue();
    if (exitCode != 0) throw new IOException("exit code " + exitCode + " of " + command);
  }
}
