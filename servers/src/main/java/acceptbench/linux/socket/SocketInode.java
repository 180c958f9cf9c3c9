package acceptbench.linux.socket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A socket's number, by which inet_diag and `/proc` tell it from others.
///
/// It says nothing about which was made first: the kernel gives each CPU a stock of 1,024 numbers
/// (`get_next_ino` in `fs/inode.c`).
public final class SocketInode {
  private static final Pattern LINK = Pattern.compile("socket:\\[(\\d{1,18})]");

  private SocketInode() {}

  /// The socket that a process has open by a descriptor; none where that is no socket, or not open,
  /// or the process is another user's or has ended.
  public static OptionalLong of(long pid, int descriptor) {
    return at(Path.of("/proc/" + pid + "/fd/" + descriptor));
  }

  /// The same, by its link in `/proc/PID/fd`.
  public static OptionalLong at(Path link) {
    try {
      Matcher socket = LINK.matcher(Files.readSymbolicLink(link).toString());
      return socket.matches()
          ? OptionalLong.of(Long.parseLong(socket.group(1)))
          : OptionalLong.empty();
    } catch (IOException closed) {
      return OptionalLong.empty();
    }
  }
}
