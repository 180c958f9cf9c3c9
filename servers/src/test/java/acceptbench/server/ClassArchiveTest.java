package acceptbench.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
  @TempDir private Path folder;

  /// Written by the first JVM; the second one has its classes from it.
  @Test
  void theSecondJvmFindsWhatTheFirstHasWritten() throws Exception {
    Path file = folder.resolve("classes.jsa");
    ClassArchive archive = new ClassArchive(file);
    assertThat(sourceOfTheClass(archive.jvmArguments())).contains("classes.jar");
    assertThat(file).isNotEmptyFile();
    byte[] written = Files.readAllBytes(file);
    assertThat(sourceOfTheClass(archive.jvmArguments())).contains("shared objects file");
    assertThat(sourceOfTheClass(ClassArchive.withoutWriting(archive.jvmArguments())))
        .contains("shared objects file");
    assertThat(Files.readAllBytes(file)).isEqualTo(written);
  }

  @Test
  void aWorkerWritesNoFile() throws Exception {
    Path file = folder.resolve("classes.jsa");
    List<String> arguments = ClassArchive.withoutWriting(new ClassArchive(file).jvmArguments());
    assertThat(sourceOfTheClass(arguments)).contains("classes.jar");
    assertThat(file).doesNotExist();
  }

  @Test
  void aJvmThatCanNotUseItSaysNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("classes.jsa"), "no archive");
    List<String> arguments = ClassArchive.withoutWriting(new ClassArchive(file).jvmArguments());
    List<String> server = JvmCommand.of(Empty.class.getName(), arguments, List.of());
    List<String> client = new ArrayList<>(server);
    client.removeIf(argument -> argument.startsWith("-Xlog:") && !arguments.contains(argument));
    for (List<String> command : List.of(server, client)) {
      Process jvm = new ProcessBuilder(command).redirectErrorStream(true).start();
      assertThat(new String(jvm.getInputStream().readAllBytes(), UTF_8)).isEmpty();
      assertThat(jvm.waitFor()).isZero();
    }
  }

  /// The line by which the JVM says where it had the class from.
  private String sourceOfTheClass(List<String> jvmArguments) throws Exception {
    String name = Empty.class.getName();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArguments);
    command.addAll(List.of("-Xlog:class+load:stdout", "-cp", jar(name).toString(), name));
    Process jvm = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines = new String(jvm.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(jvm.waitFor()).as("%s", lines).isZero();
    Optional<String> line = lines.stream().filter(each -> each.contains(name + " ")).findFirst();
    return line.orElseThrow();
  }

  private Path jar(String name) throws Exception {
    Path jar = folder.resolve("classes.jar");
    if (Files.exists(jar)) return jar;
    String entry = name.replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        var bytes = getClass().getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new ZipEntry(entry));
      bytes.transferTo(out);
    }
    return jar;
  }

  /// A program that does nothing.
  static final class Empty {
    public static void main(String[] args) {}
  }
}
