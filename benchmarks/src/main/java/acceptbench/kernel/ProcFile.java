package acceptbench.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Reads a file of `/proc` in pieces as large as they come.
///
/// `Files.readAllBytes` asks for 1 byte first where a file says that it is empty, as those of
/// `/proc` do, and a sysctl then has told its first digit and nothing more (`proc_dointvec` in
/// `kernel/sysctl.c` answers a read at any offset but 0 with the end of the file).
final class ProcFile {
  private static final int PIECE = 1 << 14;

  private ProcFile() {}

  /// The whole content.
  static byte[] read(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      ByteBuffer content = ByteBuffer.allocate(PIECE);
      while (channel.read(content) >= 0) {
        if (!content.hasRemaining())
          content =
              ByteBuffer.wrap(Arrays.copyOf(content.array(), 2 * content.capacity()))
                  .position(content.position());
      }
      return Arrays.copyOf(content.array(), content.position());
    }
  }
}
