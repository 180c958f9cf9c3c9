package acceptbench.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaHomesTest {
  @TempDir private Path root;
  private Path own;

  @BeforeEach
  void anOldJavaRunsTheLauncher() throws IOException {
    own = home("own", "17.0.15");
  }

  @Test
  void theRunningJavaIsTakenIfItIsNewEnough() throws IOException {
    Path newEnough = home("running", "25.0.3");
    home("usr/lib/jvm/a-jdk-25", "25");
    assertThat(new JavaHomes(newEnough, Map.of(), root).find()).contains(newEnough);
  }

  @Test
  void javaHomeComesBeforeTheSystemsFolders() throws IOException {
    Path named = home("named", "26-ea");
    home("usr/lib/jvm/jdk-25", "25");
    assertThat(homes(Map.of("JAVA_HOME", named.toString())).find()).contains(named);
  }

  @Test
  void anOldJavaHomeIsPassedOver() throws IOException {
    Path old = home("named", "21.0.1");
    Path installed = home("usr/lib/jvm/jdk-25", "25.0.1");
    assertThat(homes(Map.of("JAVA_HOME", old.toString())).find()).contains(installed);
  }

  @Test
  void eachOfTheUsualFoldersIsLookedInto() throws IOException {
    for (String folder :
        new String[] {
          "usr/lib/jvm/x",
          "usr/java/x",
          "opt/java/x",
          "opt/jdk-25",
          "home/.jdks/x",
          "home/.sdkman/candidates/java/25-tem"
        }) {
      Path installed = home(folder, "25");
      assertThat(homes(Map.of("HOME", root.resolve("home").toString())).find()).contains(installed);
      Files.delete(installed.resolve("release"));
    }
  }

  @Test
  void aHomeWithoutAJavaToStartIsNone() throws IOException {
    Path broken = home("usr/lib/jvm/broken", "25");
    Files.delete(JavaHomes.java(broken));
    assertThat(homes(Map.of()).find()).isEmpty();
  }

  @Test
  void oneLineSaysWhatWasFoundAndWhereAndWhatToDo() throws IOException {
    home("usr/lib/jvm/jdk-21", "21.0.2");
    assertThat(homes(Map.of("JAVA_HOME", "/nowhere")).explain())
        .contains("JDK 25 or later", "own (Java 17)", "jdk-21 (Java 21)", "JAVA_HOME=/nowhere")
        .contains("usr/lib/jvm", "opt/java", "install one", "set JAVA_HOME")
        .hasLineCount(1);
  }

  @Test
  void oldAndStrangeVersionsAreRead() throws IOException {
    assertThat(JavaHomes.version(home("a", "1.8.0_402"))).isEqualTo(8);
    assertThat(JavaHomes.version(home("b", "26-internal"))).isEqualTo(26);
    assertThat(JavaHomes.version(home("c", "unknown"))).isZero();
    assertThat(JavaHomes.version(root.resolve("nothing"))).isZero();
  }

  private JavaHomes homes(Map<String, String> environment) {
    return new JavaHomes(own, environment, root);
  }

  /// A folder like a JDK's, with a `java` that could be started.
  private Path home(String name, String version) throws IOException {
    Path home = root.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Path java = JavaHomes.java(home);
    Files.writeString(java, "");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return home;
  }
}
