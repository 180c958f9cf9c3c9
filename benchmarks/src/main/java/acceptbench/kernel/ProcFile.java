package acceptbench.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Reads a file of `/proc` in pieces as large as they come.
///
/// Files of `/proc` say that they are empty, and of such a file `Files.readAllBytes` asks for one
/// byte first. A sysctl then gives its first digit and nothing else: `proc_dointvec`
/// (`kernel/sysctl.c`) answers a read at any offset but 0 with the end of the file.
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
