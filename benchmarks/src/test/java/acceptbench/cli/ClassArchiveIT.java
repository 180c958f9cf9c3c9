package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import acceptbench.cli.Program.End;
import acceptbench.cli.Program.Running;
import acceptbench.cli.Program.RunningProcess;
import acceptbench.launch.ExitCode;
import acceptbench.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveIT {
  @TempDir private Path folder;
  private Path jar;
  private Path archive;

  @BeforeEach
  void takeACopyOfTheJar() throws IOException {
    jar = Files.copy(Program.JAR, folder.resolve("copy.jar"));
    archive = folder.resolve("copy.jsa");
  }

  @Test
  void driverForkAndServerHaveTheirClassesFromIt() throws Exception {
    End made = new Program(folder).from(jar).run("class-archive");
    assertThat(made.err()).isEmpty();
    assertThat(made.exitCode()).isZero();
    assertThat(made.out()).singleElement().asString().matches(".*/copy\\.jsa, \\d+ MiB");

    Running run =
        new Program(folder)
            .from(jar)
            .start("Burst -p strategy=epoll -p backlog=64 -i 500 --results run".split(" ", -1));
    run.awaitLine(folder.resolve("run/jmh.log"), "\nIteration   1:");
    List<RunningProcess> jvms = run.processes().stream().skip(1).toList();
    assertThat(jvms).hasSize(3).allMatch(this::hasMappedTheArchive);
    run.process().destroy();
    assertThat(run.end().exitCode()).isEqualTo(ExitCode.TERMINATED);
  }

  private boolean hasMappedTheArchive(RunningProcess jvm) {
    try {
      return Files.readString(Path.of("/proc/" + jvm.pid() + "/maps")).contains(archive.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// It is for the jar as it was; a user who builds anew without it shall not read about it.
  @Test
  void ofAnotherJarIsLeftAloneWithoutAWord() throws Exception {
    Files.writeString(archive, "not an archive");
    assertSaysItsVersionOnly();
    Files.delete(archive);
    Files.copy(Program.JAR.resolveSibling("benchmarks.jsa"), archive);
    Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000_000_000L));
    assertSaysItsVersionOnly();
  }

  private void assertSaysItsVersionOnly() throws Exception {
    End end = new Program(folder).from(jar).run("--version");
    assertThat(end.exitCode()).isZero();
    assertThat(end.err()).isEmpty();
    assertThat(end.out()).singleElement().asString().startsWith("acceptbench ");
  }

  @Test
  void aFolderThatCanNotBeWrittenToIsNamed() throws Exception {
    Files.createDirectory(archive);
    End end = new Program(folder).from(jar).run("class-archive");
    assertThat(end.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(end.err())
        .singleElement()
        .asString()
        .endsWith("class-archive: can't write " + archive + ": a folder is in the way");
    assertThat(folder.resolve("copy.jsa.part")).doesNotExist();
  }

  @Test
  void whereItIsInterruptedNothingIsLeft() throws Exception {
    Path unfinished = folder.resolve("copy.jsa.part");
    Running making = new Program(folder).from(jar).start("class-archive");
    Await.until("it is begun", Duration.ofMinutes(1), () -> Files.exists(unfinished));
    making.process().destroy();
    assertThat(making.end().exitCode()).isEqualTo(ExitCode.TERMINATED);
    assertThat(unfinished).doesNotExist();
    assertThat(archive).doesNotExist();
  }
}
