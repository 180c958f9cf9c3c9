package acceptbench.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The [ServersArchive] of this build, in its folder: made by the first JVM that asks for it, and
/// used by all after it, until one of our classes, a library or the JDK is another one.
final class QuickServers {
  private static final Path TARGET = Path.of("..", "servers", "target");
  private static final String NAME = "quick-servers-";
  private static final Path CLASSES = TARGET.resolve("classes");

  /// Which libraries there are, is written there.
  private static final List<Path> POMS =
      List.of(Path.of("..", "pom.xml"), Path.of("..", "servers", "pom.xml"));

  private QuickServers() {}

  /// The JVM argument to use it, with a relative path; empty where the working folder is not that
  /// of a module that has been built.
  static Optional<String> argument() {
    if (!Files.isDirectory(CLASSES)) return Optional.empty();
    Path lock = TARGET.resolve("quick.lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      ServersArchive archive = new ServersArchive(TARGET.resolve(NAME + state()));
      if (held.isValid() && !archive.isMade()) {
        removeOthers();
        archive.make(CLASSES);
      }
      return Optional.of(archive.argument());
    } catch (IOException e) {
      throw new IllegalStateException("could not make an archive of " + CLASSES, e);
    }
  }

  /// Of earlier states, and what an interrupted build left.
  private static void removeOthers() throws IOException {
    try (DirectoryStream<Path> others = Files.newDirectoryStream(TARGET, NAME + "*")) {
      for (Path other : others) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(other)) {
          for (Path file : files) Files.delete(file);
        }
        Files.delete(other);
      }
    }
  }

  private static String state() throws IOException {
    List<Path> files = new ArrayList<>(POMS);
    try (Stream<Path> classes = Files.walk(CLASSES)) {
      classes.filter(Files::isRegularFile).sorted().forEach(files::add);
    }
    List<String> state = new ArrayList<>(List.of(System.getProperty("java.vm.version")));
    for (Path file : files)
      state.add("%s %s %d".formatted(file, Files.getLastModifiedTime(file), Files.size(file)));
    return "%08x".formatted(state.hashCode());
  }
}
