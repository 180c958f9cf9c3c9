package acceptbench.server.strategy.program;

import acceptbench.linux.Libc;
import acceptbench.linux.process.Pidfd;
import acceptbench.linux.socket.SocketConstants;
import acceptbench.linux.socket.TcpSocket;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The sockets that another process has open (`/proc/PID/fd`).
final class OpenSockets {
  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d{1,18})]");

  private OpenSockets() {}

  /// The sockets' numbers, and a descriptor of each. None of a process that has ended, or is
  /// another user's.
  static Map<Long, Integer> of(long pid) {
    Map<Long, Integer> inodes = new TreeMap<>();
    File[] descriptors = new File("/proc/" + pid + "/fd").listFiles();
    if (descriptors == null) return inodes;
    for (File descriptor : descriptors) {
      try {
        Matcher socket = SOCKET.matcher(Files.readSymbolicLink(descriptor.toPath()).toString());
        if (socket.matches())
          inodes.put(Long.valueOf(socket.group(1)), Integer.valueOf(descriptor.getName()));
      } catch (IOException closed) {
        // Between two looks.
      }
    }
    return inodes;
  }

  /// Sets TCP_DEFER_ACCEPT on some of them, as the process itself would by setsockopt(2): it is the
  /// socket's, and not the descriptor's.
  ///
  /// @param inodes the sockets' numbers
  /// @throws IOException where it has not all of them open, or may not be traced
  static void deferAccept(long pid, Set<Long> inodes, int seconds) throws IOException {
    Map<Long, Integer> open = of(pid);
    for (long inode : inodes) {
      Integer descriptor = open.get(inode);
      if (descriptor == null)
        throw new IOException("process %d has socket %d not open".formatted(pid, inode));
      int ours = Pidfd.duplicate(pid, descriptor);
      try {
        TcpSocket.setTcpOption(ours, SocketConstants.TCP_DEFER_ACCEPT, seconds);
      } finally {
        Libc.close(ours);
      }
    }
  }
}
