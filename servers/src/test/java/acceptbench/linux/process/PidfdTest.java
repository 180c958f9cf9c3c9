package acceptbench.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acceptbench.linux.Libc;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidfdTest {
  @Test
  void aChildsDescriptorCanBeDuplicated(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("opened"));
    Process child =
        new ProcessBuilder("sh", "-c", "exec 7<\"$0\"; echo open; read x", file.toString()).start();
    try (BufferedReader said = child.inputReader()) {
      assertThat(said.readLine()).isEqualTo("open");
      int ours = Pidfd.duplicate(child.pid(), 7);
      assertThat(Files.readSymbolicLink(Path.of("/proc/self/fd/" + ours))).isEqualTo(file);
      assertThat(Libc.close(ours)).isZero();
      assertThatThrownBy(() -> Pidfd.duplicate(child.pid(), 8))
          .hasMessage("pidfd_getfd(process %d, fd 8): EBADF".formatted(child.pid()));
    } finally {
      child.destroyForcibly().waitFor();
    }
  }
}
