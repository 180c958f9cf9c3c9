package acceptbench.linux.socket;

import static acceptbench.linux.ErrnoException.check;
import static acceptbench.linux.socket.SocketConstants.AF_UNIX;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import acceptbench.linux.ErrnoException;
import acceptbench.linux.Libc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The address of a Unix socket in the file system, `struct sockaddr_un` of unix(7).
///
/// The kernel takes 107 bytes of path, and a folder for temporary files may be deeper than that. A
/// longer path is given by way of its folder's descriptor, which is open as long as this is.
final class UnixAddress implements AutoCloseable {
  /// Bytes of `struct sockaddr_un`.
  static final int SIZE = 110;

  private static final int LONGEST_PATH = 107;
  // The same on x86_64 and aarch64 (include/uapi/asm-generic/fcntl.h).
  private static final int O_CLOEXEC = 0x80000;
  private static final int O_PATH = 0x200000;
  private static final int NONE = -1;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment name = arena.allocate(SIZE, 2);
  private final int folder;

  /// @throws ErrnoException where the path is long and its folder can't be opened
  UnixAddress(Path path) throws ErrnoException {
    boolean fits = bytes(path).length <= LONGEST_PATH;
    folder = fits ? NONE : openFolder(path.toAbsolutePath().resolveSibling(""));
    byte[] kept =
        bytes(
            fits
                ? path
                : Path.of("/proc/self/fd/" + folder).resolve(String.valueOf(path.getFileName())));
    if (kept.length > LONGEST_PATH) {
      close();
      throw new IllegalArgumentException("too long a name for a Unix socket: " + path);
    }
    name.set(JAVA_SHORT, 0, (short) AF_UNIX);
    MemorySegment.copy(kept, 0, name, JAVA_BYTE, 2, kept.length);
  }

  /// The structure, for bind(2) and connect(2).
  MemorySegment name() {
    return name;
  }

  private int openFolder(Path path) throws ErrnoException {
    int fd = Libc.open(arena.allocateFrom(path.toString()), O_PATH | O_CLOEXEC);
    if (fd < 0) arena.close();
    return check(fd, "open(%s)", path);
  }

  private static byte[] bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    if (folder != NONE) Libc.close(folder);
    arena.close();
  }
}
