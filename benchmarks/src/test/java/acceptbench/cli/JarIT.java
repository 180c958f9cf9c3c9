package acceptbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class JarIT {
  private static final int JAVA_17 = 61;

  @Test
  void theManifestStartsTheLauncher() throws IOException {
    try (JarFile jar = new JarFile(Program.JAR.toFile())) {
      Attributes attributes = jar.getManifest().getMainAttributes();
      assertThat(attributes.getValue("Main-Class")).isEqualTo("acceptbench.launch.Launcher");
      assertThat(attributes.getValue("Implementation-Version")).isNotBlank();
    }
  }

  @Test
  void anOldJavaCanLoadTheLauncher() throws IOException {
    try (JarFile jar = new JarFile(Program.JAR.toFile())) {
      List<JarEntry> launcher =
          jar.stream()
              .filter(entry -> entry.getName().startsWith("acceptbench/launch/"))
              .filter(entry -> entry.getName().endsWith(".class"))
              .toList();
      assertThat(launcher).hasSizeGreaterThan(5);
      for (JarEntry entry : launcher) {
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
          in.skipNBytes(6); // magic and minor version (JVMS 4.1)
          assertThat(in.readUnsignedShort()).as(entry.getName()).isEqualTo(JAVA_17);
        }
      }
    }
  }

  @Test
  void theListOfBenchmarksIsThere() throws IOException {
    try (JarFile jar = new JarFile(Program.JAR.toFile())) {
      String list =
          new String(
              jar.getInputStream(jar.getEntry("META-INF/BenchmarkList")).readAllBytes(),
              StandardCharsets.UTF_8);
      assertThat(list)
          .contains(
              "acceptbench.bench.BurstBenchmark",
              "acceptbench.bench.ConnectBenchmark",
              "acceptbench.bench.HalfOpenBenchmark")
          .doesNotContain("toy");
    }
  }

  @Test
  void bothArchitecturesHaveNettysLibrary() throws IOException {
    try (JarFile jar = new JarFile(Program.JAR.toFile())) {
      for (String architecture : List.of("x86_64", "aarch_64")) {
        String library = "META-INF/native/libnetty_transport_native_epoll_" + architecture + ".so";
        assertThat(jar.getEntry(library)).as(library).isNotNull();
      }
    }
  }
}
