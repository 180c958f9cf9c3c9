package acceptbench.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SoftnetStatTest {
  @Test
  void theSecondColumnIsSummedOverTheCpus(@TempDir Path process) throws IOException {
    write(process, "0000000a 000000f1 00000000\n000000ff 0000000f 00000004\n");

    assertThat(SoftnetStat.read(process)).isEqualTo(new SoftnetStat(0x109, 0x100));
  }

  @Test
  void growthIsRightAcrossAWrapOf32Bits(@TempDir Path process) throws IOException {
    write(process, "00000001 ffffffff 00000000\n");
    SoftnetStat before = SoftnetStat.read(process);
    write(process, "00000001 00000002 00000000\n");

    assertThat(SoftnetStat.read(process).minus(before).dropped()).isEqualTo(3);
  }

  @Test
  void whatIsNoSuchFileIsAnError(@TempDir Path process) throws IOException {
    write(process, "hello world\n");

    assertThatThrownBy(() -> SoftnetStat.read(process))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("hello world");
  }

  @Test
  void theRunningKernelHasOne() throws IOException {
    SoftnetStat before = SoftnetStat.read();

    assertThat(SoftnetStat.read().minus(before).processed()).isLessThan(1L << 31);
  }

  private static void write(Path process, String content) throws IOException {
    Files.createDirectories(process.resolve("net"));
    Files.writeString(process.resolve("net/softnet_stat"), content);
  }
}
